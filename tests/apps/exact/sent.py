"""What applications of many makes send alike."""

from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import quote_plus

# The pair of RFC 7636 appendix B.
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def basic(user: str, password: str) -> dict[str, str]:
    """Give the header of these two, which are encoded already, or never are."""
    return {"authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}


def bearer(access_token: str) -> dict[str, str]:
    """Give the header of an access token."""
    return {"authorization": f"Bearer {access_token}"}


def by_go(parameters: Mapping[str, str]) -> str:
    """Encode as Go's ``url.Values`` do: by name, whatever order they were set in."""
    return "&".join(
        f"{quote_plus(name)}={quote_plus(value)}" for name, value in sorted(parameters.items())
    )
