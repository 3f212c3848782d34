"""What golang.org/x/oauth2 makes of parameters and of a client's secret, for all that use it."""

from base64 import b64encode
from urllib.parse import quote_plus, urlencode


def query(**parameters: str) -> str:
    """Encode parameters: sorted by name, and a space is a plus sign."""
    return urlencode(sorted(parameters.items()))


def basic(client_id: str, secret: str) -> dict[str, str]:
    """Give the header of client_secret_basic: both encoded like a form (RFC 6749 section 2.3.1)."""
    pair = f"{quote_plus(client_id)}:{quote_plus(secret)}"
    return {"authorization": f"Basic {b64encode(pair.encode()).decode()}"}
