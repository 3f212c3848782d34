"""Use case: learn from Discord who came back."""

from application.ports.upstream import (
    Upstream,
    UpstreamMisconfigured,
    UpstreamRefused,
    UpstreamUnavailable,
)
from domain.errors import AccessDenied, OAuthError, ServerError, TemporarilyUnavailable
from domain.identity import Identity
from domain.login import Login
from domain.parameters import Parameters

_LONGEST_CODE = 2048
# RFC 6749 section 4.1.2.1.
_STANDARD = frozenset(
    {
        "invalid_request",
        "unauthorized_client",
        "access_denied",
        "unsupported_response_type",
        "invalid_scope",
        "server_error",
        "temporarily_unavailable",
    }
)
_UPSTREAM_ERRORS: dict[str, type[OAuthError]] = {
    "access_denied": AccessDenied,
    "temporarily_unavailable": TemporarilyUnavailable,
}


class IdentifyPerson:
    """Turn Discord's answer, whatever it is, into an identity or an error of the protocol."""

    def __init__(self, *, upstream: Upstream) -> None:
        self._upstream = upstream

    async def __call__(self, parameters: Parameters, login: Login) -> Identity:
        """Give the identity, or raise the ``OAuthError`` the client shall be told."""
        code = parameters.get("code")
        error = parameters.get("error")
        if error is not None:
            kind = _UPSTREAM_ERRORS.get(error, ServerError)
            # The name is shown only if it is one of the standard: it comes by the browser.
            shown = error if error in _STANDARD else "of another name"
            raise kind(reason=f"Discord sent the person back with an error: {shown}")
        if code is None or len(code) > _LONGEST_CODE:
            raise ServerError(reason="the code of the callback is no code of Discord's")
        try:
            return await self._upstream.identify(
                code,
                code_verifier=login.upstream_code_verifier,
                email=login.asks_email,
            )
        except UpstreamRefused as fault:
            raise AccessDenied(reason=str(fault)) from fault
        except UpstreamMisconfigured as fault:
            raise ServerError(reason=str(fault)) from fault
        except UpstreamUnavailable as fault:
            raise TemporarilyUnavailable(reason=str(fault)) from fault
