"""The pages that ask a person: to sign in anew, to share with an application."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_200_OK

from application.sign_in.decide_consent import ConsentAnswer
from domain.interaction import Question
from domain.metadata import CONSENT_PATH, SIGN_IN_PATH
from domain.redirect_uri import leads_to_an_app
from entrypoints.http.answers import (
    INTERACTION,
    OutcomeResponses,
    account_name,
    answer_address,
    destination,
)
from entrypoints.http.cookies import Cookies
from entrypoints.http.form import HttpRequest, form_parameters, query_parameters
from entrypoints.http.languages import language_of
from entrypoints.http.pages import Pages, leading_to
from entrypoints.http.use_cases import UseCases

_ANSWER = "answer"
_CONTINUE = "continue"


class Questions:
    """Shows a question by GET and takes its answer by POST, at a path of its own each.

    The answer needs the token of the page and the cookie of the browser, which a form on
    another site sends neither of.
    """

    def __init__(
        self,
        *,
        use_cases: UseCases,
        cookies: Cookies,
        outcomes: OutcomeResponses,
        pages: Pages,
        upstream_url: str,
    ) -> None:
        self._use_cases = use_cases
        self._cookies = cookies
        self._outcomes = outcomes
        self._pages = pages
        self._upstream_url = upstream_url

    def routes(self) -> list[HTTPRouteHandler]:
        """Make the handlers."""

        @get(SIGN_IN_PATH)
        async def ask_to_sign_in(request: HttpRequest) -> Response[Any]:
            """Show the sign-in page."""
            return await self._show(request, Question.SIGN_IN, "sign_in.html")

        @get(CONSENT_PATH)
        async def ask_for_consent(request: HttpRequest) -> Response[Any]:
            """Show the consent page."""
            return await self._show(request, Question.CONSENT, "consent.html")

        @post(SIGN_IN_PATH)
        async def decide_sign_in(request: HttpRequest) -> Response[Any]:
            """Go to Discord, or back."""
            form = await form_parameters(request)
            sent = await self._use_cases.decide_sign_in()(
                form.get(INTERACTION),
                goes_on=form.get(_ANSWER) == _CONTINUE,
                browser=self._cookies.browser.read(request),
            )
            return self._outcomes.render(sent, request)

        @post(CONSENT_PATH)
        async def decide_consent(request: HttpRequest) -> Response[Any]:
            """Remember a yes and go on, change the account, or go back."""
            form = await form_parameters(request)
            outcome = await self._use_cases.decide_consent()(
                form.get(INTERACTION),
                _consent_answer(form.get(_ANSWER)),
                **self._cookies.read(request),
            )
            return self._outcomes.render(outcome, request)

        return [ask_to_sign_in, ask_for_consent, decide_sign_in, decide_consent]

    async def _show(self, request: HttpRequest, question: Question, page: str) -> Response[Any]:
        token = query_parameters(request).get(INTERACTION)
        asked = await self._use_cases.describe_question()(
            question,
            token,
            **self._cookies.read(request),
        )
        return self._pages.render(
            page,
            language=language_of(request, asked.language),
            client_id=asked.client.client_id,
            status_code=HTTP_200_OK,
            form_action=leading_to([asked.redirect_uri, self._upstream_url]),
            action=answer_address(question, asked.language),
            interaction=token,
            client=asked.client.display_name,
            account=None if asked.identity is None else account_name(asked.identity),
            selects_account=asked.selects_account,
            destination=destination(asked.redirect_uri),
            on_this_device=leads_to_an_app(asked.redirect_uri),
            remembered=asked.client.remembers_consent,
            scope=asked.scope,
            makes_up_email=asked.client.disclosure.email_domain is not None,
        )


def _consent_answer(text: str | None) -> ConsentAnswer:
    return ConsentAnswer(text) if text in set(ConsentAnswer) else ConsentAnswer.CANCEL
