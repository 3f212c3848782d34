"""What a fault is in the protocol's words, and the one log line it leaves.

What exactly was wrong goes there and nowhere else.
"""

import logging

import structlog
from litestar.exceptions import HTTPException
from litestar.status_codes import (
    HTTP_400_BAD_REQUEST,
    HTTP_401_UNAUTHORIZED,
    HTTP_403_FORBIDDEN,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from application.ports.store import StoreUnavailable
from application.ports.tokens import SigningUnavailable
from domain.errors import (
    InsufficientScope,
    InvalidClient,
    InvalidRequest,
    InvalidToken,
    OAuthError,
    ServerError,
    TemporarilyUnavailable,
    UnregisteredClient,
)
from entrypoints.http.form import HttpRequest

_log = structlog.get_logger("guildpass.http")
_STATUS: dict[type[OAuthError], int] = {
    InvalidClient: HTTP_401_UNAUTHORIZED,
    UnregisteredClient: HTTP_401_UNAUTHORIZED,
    InvalidToken: HTTP_401_UNAUTHORIZED,
    InsufficientScope: HTTP_403_FORBIDDEN,
    ServerError: HTTP_500_INTERNAL_SERVER_ERROR,
    TemporarilyUnavailable: HTTP_503_SERVICE_UNAVAILABLE,
}


def oauth_error(fault: Exception) -> OAuthError:
    """Give the error of the protocol that a fault is."""
    match fault:
        case OAuthError():
            return fault
        case StoreUnavailable() | SigningUnavailable():
            return TemporarilyUnavailable(reason=fault.reason)
        case HTTPException() if fault.status_code < HTTP_500_INTERNAL_SERVER_ERROR:
            return InvalidRequest("The request cannot be read.", reason=fault.detail)
        case _:
            return ServerError(reason=type(fault).__name__)


def status_of(error: OAuthError) -> int:
    """Give the HTTP status of an error where a program is answered."""
    return _STATUS.get(type(error), HTTP_400_BAD_REQUEST)


def note_refusal(request: HttpRequest, error: OAuthError, **details: object) -> None:
    """Log what was refused, exactly why, and of whom if that is known."""
    if error.sub is not None:
        details["sub"] = error.sub
    _log.log(
        _level(status_of(error)),
        "request_refused",
        path=request.scope["path"],
        error=error.error,
        reason=error.reason,
        **details,
    )


def note_page(
    request: HttpRequest, reason: str | Exception, *, title: str, status_code: int, reference: str
) -> None:
    """Log why a page was shown, under the reference that stands on it."""
    fault = reason if isinstance(reason, Exception) else None
    _log.log(
        _level(status_code),
        "page_shown",
        path=request.scope["path"],
        title=title,
        reason=str(reason) if fault is None else type(fault).__name__,
        reference=reference,
        exc_info=fault,
    )


def _level(status_code: int) -> int:
    return logging.ERROR if status_code >= HTTP_500_INTERNAL_SERVER_ERROR else logging.INFO
