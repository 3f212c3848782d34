"""From refusals to answers: the one table of what a fault looks like, by endpoint.

The same fault is a redirect or a page where a person waits, JSON at the token endpoint, and a
challenge at userinfo. What exactly was wrong goes to the log alone.
"""

from collections.abc import Callable
from typing import Any

from litestar import MediaType, Response
from litestar.exceptions import HTTPException
from litestar.status_codes import (
    HTTP_400_BAD_REQUEST,
    HTTP_401_UNAUTHORIZED,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from domain.authorization_response import AuthorizationRefused, AuthorizationResponse
from domain.errors import (
    InsufficientScope,
    InvalidClient,
    OAuthError,
    ServerError,
    TemporarilyUnavailable,
    UnregisteredClient,
)
from domain.page_refusals import PageRefusal
from entrypoints.http.answers import authorization_response
from entrypoints.http.bearer import MissingToken
from entrypoints.http.explanations import explain
from entrypoints.http.faults import note_page, note_refusal, oauth_error, status_of
from entrypoints.http.form import HttpRequest
from entrypoints.http.headers import PRESENTED_CLIENT
from entrypoints.http.languages import language_of
from entrypoints.http.pages import Pages
from entrypoints.http.responses import NO_STORE, no_store
from entrypoints.http.words import ENGLISH, WORDS, Fault

_CHALLENGE = 'realm="guildpass"'
_RETRY_AFTER = "5"


class ErrorResponses:
    """Renders faults; ``new_reference`` makes the id that leads from a page to its log line."""

    def __init__(self, *, issuer: str, pages: Pages, new_reference: Callable[[], str]) -> None:
        self._issuer = issuer
        self._pages = pages
        self._new_reference = new_reference

    def as_redirect_or_page(self, request: HttpRequest, fault: Exception) -> Response[Any]:
        """Answer where a person waits: to the client if it is known to be one, else a page."""
        if isinstance(fault, AuthorizationRefused):
            note_refusal(request, fault.error, client_id=fault.client_id)
            answer = AuthorizationResponse.failure(
                fault.target, issuer=self._issuer, error=fault.error
            )
            return authorization_response(self._pages, answer, request)
        if isinstance(fault, PageRefusal):
            return self._page(request, explain(fault), HTTP_400_BAD_REQUEST, fault.reason)
        error = oauth_error(fault)
        if isinstance(error, TemporarilyUnavailable):
            status_code = HTTP_503_SERVICE_UNAVAILABLE
            page = self._page(request, Fault.UNAVAILABLE, status_code, error.reason)
            page.headers["Retry-After"] = _RETRY_AFTER
            return page
        if isinstance(error, ServerError):
            return self._page(request, Fault.UNEXPECTED, HTTP_500_INTERNAL_SERVER_ERROR, fault)
        return self._page(request, Fault.MALFORMED, HTTP_400_BAD_REQUEST, error.reason)

    def as_json(self, request: HttpRequest, fault: Exception) -> Response[Any]:
        """Answer a program (RFC 6749 section 5.2)."""
        error = oauth_error(fault)
        response = _json(request, error, fault)
        if isinstance(error, InvalidClient):
            response.headers["WWW-Authenticate"] = f"Basic {_CHALLENGE}"
        return response

    def as_challenge(self, request: HttpRequest, fault: Exception) -> Response[Any]:
        """Answer a holder of a token (RFC 6750 section 3)."""
        if isinstance(fault, MissingToken):
            challenge = {"WWW-Authenticate": f"Bearer {_CHALLENGE}", **NO_STORE}
            return Response(
                None,
                status_code=HTTP_401_UNAUTHORIZED,
                media_type=MediaType.TEXT,
                headers=challenge,
            )
        error = oauth_error(fault)
        response = _json(request, error, fault)
        if not isinstance(error, ServerError | TemporarilyUnavailable):
            scope = ', scope="openid"' if isinstance(error, InsufficientScope) else ""
            response.headers["WWW-Authenticate"] = (
                f'Bearer {_CHALLENGE}, error="{error.error}", '
                f'error_description="{error.description}"{scope}'
            )
        return response

    def as_unrouted(self, request: HttpRequest, fault: Exception) -> Response[Any]:
        """Answer for a path or a method that no endpoint has; Allow is kept."""
        if not isinstance(fault, HTTPException):
            return _json(request, oauth_error(fault), fault)
        # Not logged: whoever scans for paths must not fill the log.
        response = no_store(_body(oauth_error(fault)), status_code=fault.status_code)
        response.headers.update(fault.headers or {})
        return response

    def _page(
        self, request: HttpRequest, what: Fault, status_code: int, reason: str | Exception
    ) -> Response[Any]:
        reference = self._new_reference()
        # In one language, so that whoever reads the log finds it in the documentation.
        title = ENGLISH.faults[what].title
        note_page(request, reason, title=title, status_code=status_code, reference=reference)
        language = language_of(request)
        words = WORDS[language].faults[what]
        return self._pages.render(
            "error.html",
            language=language,
            status_code=status_code,
            title=words.title,
            explanation=words.explanation,
            advice=words.advice,
            reference=reference,
        )


def _json(request: HttpRequest, error: OAuthError, fault: Exception) -> Response[Any]:
    status_code = status_of(error)
    unexpected = fault if isinstance(error, ServerError) else None
    # What is no client's id may be anything, a secret in the wrong field for one.
    unregistered = isinstance(error, UnregisteredClient)
    client_id = None if unregistered else request.scope["state"].get(PRESENTED_CLIENT)
    note_refusal(request, error, client_id=client_id, exc_info=unexpected)
    response = no_store(_body(error), status_code=status_code)
    if status_code == HTTP_503_SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = _RETRY_AFTER
    return response


def _body(error: OAuthError) -> dict[str, str]:
    return {"error": error.error, "error_description": error.description}
