"""The end session endpoint and its pages (OpenID Connect RP-Initiated Logout 1.0)."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_200_OK

from application.sign_out.outcomes import AskToSignOut, LogoutOutcome
from application.sign_out.resume_logout import LogoutQuestion
from domain.language import Language, wanted_language
from domain.metadata import END_SESSION_PATH, SIGN_OUT_PATH, SIGNED_OUT_PATH
from domain.parameters import Parameters
from entrypoints.http.answers import account_name
from entrypoints.http.cookies import Cookies
from entrypoints.http.form import HttpRequest, form_parameters, query_parameters
from entrypoints.http.languages import UI_LOCALES, in_language, language_of
from entrypoints.http.pages import Pages, leading_to
from entrypoints.http.responses import see_other
from entrypoints.http.use_cases import UseCases

_LOGOUT = "logout"
_ANSWER = "answer"
_SIGN_OUT = "sign-out"


class Logout:
    """Ends sessions by GET, takes requests by POST, and asks where nothing proves the wish."""

    def __init__(self, *, use_cases: UseCases, cookies: Cookies, pages: Pages, issuer: str) -> None:
        self._use_cases = use_cases
        self._cookies = cookies
        self._pages = pages
        self._issuer = issuer

    def routes(self) -> list[HTTPRouteHandler]:
        """Make the handlers."""
        return [*self._endpoint(), *self._own_pages()]

    def _endpoint(self) -> list[HTTPRouteHandler]:
        @get(END_SESSION_PATH)
        async def end_session(request: HttpRequest) -> Response[Any]:
            """Sign out, or ask first."""
            parameters = query_parameters(request)
            outcome = await self._use_cases.sign_out()(parameters, **self._cookies.read(request))
            return self._answer(request, outcome, _wanted(parameters))

        @post(END_SESSION_PATH)
        async def end_session_by_post(request: HttpRequest) -> Response[Any]:
            """Send the browser on by GET: only that carries Lax cookies."""
            parameters = await form_parameters(request)
            token = await self._use_cases.hold_logout()(parameters)
            return see_other(self._address(SIGN_OUT_PATH, _wanted(parameters), token))

        return [end_session, end_session_by_post]

    def _own_pages(self) -> list[HTTPRouteHandler]:
        @get(SIGN_OUT_PATH)
        async def ask(request: HttpRequest) -> Response[Any]:
            """Show the question, or go on with a request that came by POST."""
            parameters = query_parameters(request)
            token = parameters.get(_LOGOUT)
            outcome = await self._use_cases.resume_logout()(token, **self._cookies.read(request))
            if isinstance(outcome, LogoutQuestion):
                return self._question(request, outcome, token)
            return self._answer(request, outcome, _wanted(parameters))

        @post(SIGN_OUT_PATH)
        async def decide(request: HttpRequest) -> Response[Any]:
            """Sign out, or stay."""
            form = await form_parameters(request)
            outcome = await self._use_cases.decide_logout()(
                form.get(_LOGOUT),
                signs_out=form.get(_ANSWER) == _SIGN_OUT,
                **self._cookies.read(request),
            )
            if outcome is None:
                return self._plain_page(request, "still_signed_in.html")
            return self._answer(request, outcome, _wanted(query_parameters(request)))

        @get(SIGNED_OUT_PATH)
        async def signed_out(request: HttpRequest) -> Response[Any]:
            """Say that nobody is signed in here any more."""
            return self._plain_page(request, "signed_out.html")

        return [ask, decide, signed_out]

    def _answer(
        self, request: HttpRequest, outcome: LogoutOutcome, wanted: Language | None
    ) -> Response[Any]:
        if isinstance(outcome, AskToSignOut):
            response = see_other(self._address(SIGN_OUT_PATH, wanted, outcome.token))
            self._cookies.browser.write(response, outcome.browser)
            return response
        target = outcome.target
        response = see_other(target.location if target else self._address(SIGNED_OUT_PATH, wanted))
        if self._cookies.session.read(request) is not None:
            # A request without the cookie came from elsewhere, and must not take it away.
            self._cookies.session.clear(response)
        return response

    def _address(self, path: str, wanted: Language | None, token: str | None = None) -> str:
        query = {} if token is None else {_LOGOUT: token}
        return self._issuer + in_language(path, wanted, **query)

    def _plain_page(self, request: HttpRequest, name: str) -> Response[Any]:
        return self._pages.render(name, language=language_of(request), status_code=HTTP_200_OK)

    def _question(
        self, request: HttpRequest, question: LogoutQuestion, token: str | None
    ) -> Response[Any]:
        client, target = question.client, question.target
        wanted = _wanted(query_parameters(request))
        return self._pages.render(
            "sign_out.html",
            language=language_of(request),
            client_id=client.client_id if client else None,
            status_code=HTTP_200_OK,
            form_action=leading_to([target.post_logout_redirect_uri] if target else []),
            account=account_name(question.identity),
            client=client.display_name if client else None,
            action=in_language(SIGN_OUT_PATH, wanted),
            token=token,
        )


def _wanted(parameters: Parameters) -> Language | None:
    return wanted_language(parameters.get(UI_LOCALES))
