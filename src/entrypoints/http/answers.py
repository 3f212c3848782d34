"""From outcomes to answers: a redirect, a form that posts itself, a question, a refusal."""

from typing import Any
from urllib.parse import urlsplit

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_403_FORBIDDEN

from application.sign_in.outcomes import AskPerson, Outcome, RefusedPerson, SendToUpstream
from domain.authorization_response import AuthorizationResponse, ResponseMode
from domain.identity import Identity
from domain.interaction import Question
from domain.language import Language
from domain.metadata import CONSENT_PATH, SIGN_IN_PATH
from domain.policy.gate import Rule
from entrypoints.http.cookies import Cookies
from entrypoints.http.form import HttpRequest
from entrypoints.http.languages import in_language, language_of
from entrypoints.http.pages import Pages, leading_to
from entrypoints.http.responses import see_other

INTERACTION = "interaction"
PATHS = {Question.SIGN_IN: SIGN_IN_PATH, Question.CONSENT: CONSENT_PATH}


def question_address(question: Question, interaction: str, language: Language | None) -> str:
    """Give the path of a question's page, with its query."""
    return in_language(PATHS[question], language, **{INTERACTION: interaction})


def answer_address(question: Question, language: Language | None) -> str:
    """Give the path a question's answer is posted to; a refusal is in the language it names."""
    return in_language(PATHS[question], language)


def account_name(identity: Identity) -> str:
    """Name an account as its owner knows it, or by its id."""
    return identity.discord_username or identity.discord_id


def destination(redirect_uri: str) -> str:
    """Name where an answer goes: the host, or the scheme of a program on the device."""
    parts = urlsplit(redirect_uri)
    return parts.netloc or parts.scheme


def authorization_response(
    pages: Pages, answer: AuthorizationResponse, request: HttpRequest
) -> Response[Any]:
    """Send the answer to the client in the mode it asked for."""
    target = answer.target
    if target.response_mode is ResponseMode.QUERY:
        return see_other(answer.location)
    return pages.render(
        "form_post.html",
        language=language_of(request, target.language),
        status_code=HTTP_200_OK,
        form_action=leading_to([target.redirect_uri]),
        submits_itself=True,
        answer=answer,
        client=target.client_name,
        destination=destination(target.redirect_uri),
    )


class OutcomeResponses:
    """Renders what came of a step, and sets the cookie of the browser where one is needed."""

    def __init__(self, *, issuer: str, pages: Pages, cookies: Cookies) -> None:
        self._issuer = issuer
        self._pages = pages
        self._cookies = cookies

    def render(self, outcome: Outcome, request: HttpRequest) -> Response[Any]:
        """Give the answer to a request."""
        match outcome:
            case AuthorizationResponse():
                return authorization_response(self._pages, outcome, request)
            case SendToUpstream():
                return self._to_browser(see_other(outcome.url), outcome.browser)
            case AskPerson():
                path = question_address(outcome.question, outcome.interaction, outcome.language)
                return self._to_browser(see_other(self._issuer + path), outcome.browser)
            case RefusedPerson():
                page = self._refused(outcome, request)
                return self._to_browser(page, outcome.restart.browser)

    def _to_browser(self, response: Response[Any], browser: str) -> Response[Any]:
        self._cookies.browser.write(response, browser)
        return response

    def _refused(self, person: RefusedPerson, request: HttpRequest) -> Response[Any]:
        return self._pages.render(
            "refused.html",
            language=language_of(request, person.back.target.language),
            client_id=person.client.client_id,
            status_code=HTTP_403_FORBIDDEN,
            form_action=leading_to([person.back.target.redirect_uri]),
            account=account_name(person.identity),
            client=person.client.display_name,
            refusal=person.refusal,
            broken=person.broken,
            mends_by_sign_in=any(broken.rule is Rule.TWO_FACTOR for broken in person.broken),
            restart=person.restart.url,
            back=person.back,
        )
