"""From outcomes to answers: a redirect, a form that posts itself, a question, a refusal."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_403_FORBIDDEN

from application.sign_in.outcomes import AskPerson, Outcome, RefusedPerson, SendToUpstream
from domain.authorization_response import AuthorizationResponse, ResponseMode
from domain.interaction import Question
from domain.metadata import CONSENT_PATH, SIGN_IN_PATH
from entrypoints.http.cookies import Cookies
from entrypoints.http.pages import Pages, leading_to
from entrypoints.http.responses import see_other

INTERACTION = "interaction"
PATHS = {Question.SIGN_IN: SIGN_IN_PATH, Question.CONSENT: CONSENT_PATH}


def authorization_response(pages: Pages, answer: AuthorizationResponse) -> Response[Any]:
    """Send the answer to the client in the mode it asked for."""
    if answer.target.response_mode is ResponseMode.QUERY:
        return see_other(answer.location)
    return pages.render(
        "form_post.html",
        status_code=HTTP_200_OK,
        form_action=leading_to([answer.target.redirect_uri]),
        submits_itself=True,
        answer=answer,
    )


class OutcomeResponses:
    """Renders what came of a step, and sets the cookie of the browser where one is needed."""

    def __init__(self, *, issuer: str, pages: Pages, cookies: Cookies) -> None:
        self._issuer = issuer
        self._pages = pages
        self._cookies = cookies

    def render(self, outcome: Outcome) -> Response[Any]:
        """Give the answer."""
        match outcome:
            case AuthorizationResponse():
                return authorization_response(self._pages, outcome)
            case SendToUpstream():
                return self._to_browser(see_other(outcome.url), outcome.browser)
            case AskPerson():
                query = urlencode({INTERACTION: outcome.interaction})
                address = f"{self._issuer}{PATHS[outcome.question]}?{query}"
                return self._to_browser(see_other(address), outcome.browser)
            case RefusedPerson():
                return self._to_browser(self._not_a_member(outcome), outcome.restart.browser)

    def _to_browser(self, response: Response[Any], browser: str) -> Response[Any]:
        self._cookies.browser.write(response, browser)
        return response

    def _not_a_member(self, person: RefusedPerson) -> Response[Any]:
        return self._pages.render(
            "not_a_member.html",
            status_code=HTTP_403_FORBIDDEN,
            form_action=leading_to([person.back.target.redirect_uri]),
            account=person.identity.discord_username or person.identity.discord_id,
            client=person.client.display_name,
            waiting=person.identity.membership is not None,
            restart=person.restart.url,
            back=person.back,
        )
