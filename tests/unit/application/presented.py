"""What Discord and the clients present."""

from domain.client_authentication import ClientCredentials, TokenEndpointAuthMethod
from domain.parameters import Parameters
from tests.builders import CLIENT_ID, CLIENT_SECRET, CODE_VERIFIER, REDIRECT_URI


def callback(**values: str | None) -> Parameters:
    """Give what Discord sends back."""
    sent = {"code": "discord-code"} | values
    return Parameters((name, value) for name, value in sent.items() if value)


def token_request(**changes: str | None) -> Parameters:
    """Give a token request; it lacks only the code."""
    values: dict[str, str | None] = {
        "grant_type": "authorization_code",
        "redirect_uri": REDIRECT_URI,
        "code_verifier": CODE_VERIFIER,
    }
    return Parameters((name, value) for name, value in (values | changes).items() if value)


def refresh_request(refresh_token: str, **changes: str | None) -> Parameters:
    """Give a token request that refreshes."""
    values: dict[str, str | None] = {
        "grant_type": "refresh_token",
        "refresh_token": refresh_token,
    }
    return Parameters((name, value) for name, value in (values | changes).items() if value)


def credentials(
    *, client_id: str = CLIENT_ID, client_secret: str | None = CLIENT_SECRET
) -> ClientCredentials:
    """Give what a confidential client presents."""
    basic = TokenEndpointAuthMethod.CLIENT_SECRET_BASIC
    return ClientCredentials(client_id=client_id, client_secret=client_secret, method=basic)
