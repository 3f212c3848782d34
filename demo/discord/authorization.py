"""What an authorization request may ask (RFC 6749 section 4.1.1), with Discord's wordings.

Where Discord's wording is not known it is that of Authlib's server, which Discord's resembles.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

KNOWN_SCOPES = frozenset(
    {
        "connections",
        "email",
        "guilds",
        "guilds.join",
        "guilds.members.read",
        "identify",
        "openid",
        "role_connections.write",
    }
)
_CODE_CHALLENGE = re.compile(r"[A-Za-z0-9\-._~]{43,128}")


class UnregisteredError(Exception):
    """Unknown client or redirect_uri: Discord shows a page and redirects nowhere."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An error response to the client (RFC 6749 section 4.1.2.1)."""

    error: str
    error_description: str | None = None

    def parameters(self) -> dict[str, str]:
        """Give the parameters of the redirect."""
        if self.error_description is None:
            return {"error": self.error}
        return {"error": self.error, "error_description": self.error_description}


ACCESS_DENIED = Fault(
    "access_denied", "The resource owner or authorization server denied the request"
)
INVALID_SCOPE = Fault("invalid_scope", "The requested scope is invalid, unknown, or malformed.")


def request_fault(query: Mapping[str, str]) -> Fault | None:
    """Tell what is wrong before anybody is asked."""
    response_type = query.get("response_type")
    if not response_type:
        return Fault("invalid_request")
    if response_type != "code":
        return Fault("unsupported_response_type")
    return _pkce_fault(query.get("code_challenge"), query.get("code_challenge_method"))


def _pkce_fault(challenge: str | None, method: str | None) -> Fault | None:
    """Check RFC 7636 section 4.3; an absent method means ``plain``, which Discord lacks."""
    if not challenge and not method:
        return None
    if not challenge:
        return Fault("invalid_request", 'Missing "code_challenge"')
    if method != "S256":
        return Fault("invalid_request", 'Unsupported "code_challenge_method"')
    if not _CODE_CHALLENGE.fullmatch(challenge):
        return Fault("invalid_request", 'Invalid "code_challenge"')
    return None


def scope_fault(scope: str) -> Fault | None:
    """Tell what Discord finds only after the person agreed."""
    asked = set(scope.split())
    return None if asked and asked <= KNOWN_SCOPES else INVALID_SCOPE


def with_parameters(redirect_uri: str, parameters: Mapping[str, str]) -> str:
    """Add the answer to a redirect URI, whose own query stays (RFC 6749 section 3.1.2)."""
    return f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{urlencode(parameters)}"
