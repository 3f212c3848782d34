"""What applications of many makes send alike."""

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import quote_plus

# The pair of RFC 7636 appendix B.
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def challenge_of(verifier: str) -> str:
    """Give the S256 challenge (RFC 7636 section 4.2)."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def basic(user: str, password: str) -> dict[str, str]:
    """Give the header of these two, which are encoded already, or never are."""
    return {"authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}


def bearer(access_token: str) -> dict[str, str]:
    """Give the header of an access token."""
    return {"authorization": f"Bearer {access_token}"}


def by_go(parameters: Mapping[str, str] | None = None, /, **named: str) -> str:
    """Encode as Go's ``url.Values`` do: by name, whatever order they were set in."""
    return "&".join(
        f"{quote_plus(name)}={quote_plus(value)}"
        for name, value in sorted((dict(parameters or {}) | named).items())
    )
