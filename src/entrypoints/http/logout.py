"""The end session endpoint and its pages (OpenID Connect RP-Initiated Logout 1.0)."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_200_OK

from application.sign_out.outcomes import AskToSignOut, LogoutOutcome
from application.sign_out.resume_logout import LogoutQuestion
from domain.metadata import END_SESSION_PATH, SIGN_OUT_PATH, SIGNED_OUT_PATH
from entrypoints.http.cookies import Cookies
from entrypoints.http.form import HttpRequest, form_parameters, query_parameters
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
            outcome = await self._use_cases.sign_out()(
                query_parameters(request), **self._cookies.read(request)
            )
            return self._answer(outcome)

        @post(END_SESSION_PATH)
        async def end_session_by_post(request: HttpRequest) -> Response[Any]:
            """Send the browser on by GET: only that carries Lax cookies."""
            token = await self._use_cases.hold_logout()(await form_parameters(request))
            return see_other(self._address(token))

        return [end_session, end_session_by_post]

    def _own_pages(self) -> list[HTTPRouteHandler]:
        @get(SIGN_OUT_PATH)
        async def ask(request: HttpRequest) -> Response[Any]:
            """Show the question, or go on with a request that came by POST."""
            token = query_parameters(request).get(_LOGOUT)
            outcome = await self._use_cases.resume_logout()(token, **self._cookies.read(request))
            if isinstance(outcome, LogoutQuestion):
                return self._question(outcome, token)
            return self._answer(outcome)

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
                return self._pages.render("still_signed_in.html", status_code=HTTP_200_OK)
            return self._answer(outcome)

        @get(SIGNED_OUT_PATH)
        async def signed_out() -> Response[Any]:
            """Say that nobody is signed in here any more."""
            return self._pages.render("signed_out.html", status_code=HTTP_200_OK)

        return [ask, decide, signed_out]

    def _answer(self, outcome: LogoutOutcome) -> Response[Any]:
        if isinstance(outcome, AskToSignOut):
            response = see_other(self._address(outcome.token))
            self._cookies.browser.write(response, outcome.browser)
            return response
        target = outcome.target
        response = see_other(target.location if target else self._issuer + SIGNED_OUT_PATH)
        self._cookies.session.clear(response)
        return response

    def _address(self, token: str) -> str:
        return f"{self._issuer}{SIGN_OUT_PATH}?{urlencode({_LOGOUT: token})}"

    def _question(self, question: LogoutQuestion, token: str | None) -> Response[Any]:
        target = question.target
        return self._pages.render(
            "sign_out.html",
            status_code=HTTP_200_OK,
            form_action=leading_to([target.post_logout_redirect_uri] if target else []),
            account=question.identity.discord_username or question.identity.discord_id,
            client=question.client.display_name if question.client else None,
            action=SIGN_OUT_PATH,
            token=token,
        )
