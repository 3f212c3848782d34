"""What clients do with tokens that can be refreshed, and whether those are alive."""

from collections.abc import Awaitable

from application.ports.store import StoreUnavailable
from application.token.issue_tokens import IssuedTokens
from domain.client import Client
from domain.client_authentication import ClientCredentials, TokenEndpointAuthMethod
from domain.errors import OAuthError
from domain.grant import Grant
from domain.refresh_token import RefreshToken
from tests.builders import CLIENT_ID, DISCORD_ID, a_client
from tests.fakes.failing_store import Faults
from tests.fakes.failing_token_stores import FailingGrantStore
from tests.unit.application.house import House
from tests.unit.application.presented import credentials, token_request

OFFLINE = "openid profile roles offline_access"
GRACE = 10.0
PUBLIC = ClientCredentials(client_id=CLIENT_ID, method=TokenEndpointAuthMethod.NONE)
API = credentials(client_id="api", client_secret="api-secret")


def an_api() -> Client:
    """Give a resource server: it may ask about any access token."""
    return a_client(client_id="api", client_secret="api-secret", resource_server=True)


async def offline(house: House, **changes: str | None) -> IssuedTokens:
    """Sign in with offline_access, and redeem the code."""
    return await house.redeem(await house.sign_in(**{"scope": OFFLINE} | changes))


async def redeem_as(house: House, client_id: str, code: str) -> IssuedTokens:
    """Redeem a code of another client that has the same secret."""
    return await house.exchange(credentials(client_id=client_id), token_request(code=code))


def token_of(issued: IssuedTokens) -> str:
    """Give the refresh token of an answer that must have one."""
    assert issued.refresh_token is not None
    return issued.refresh_token


def parsed(issued: IssuedTokens) -> RefreshToken:
    """Give the refresh token, read."""
    token = RefreshToken.parsed(token_of(issued))
    assert token is not None
    return token


async def grant_of(house: House, issued: IssuedTokens) -> Grant | None:
    """Look at the grant as it lies in the store."""
    stored = await house.grants.get(parsed(issued).grant_id)
    return stored.grant if stored else None


async def is_living(house: House, issued: IssuedTokens) -> bool:
    """Tell whether this refresh token is the one of its family that lives."""
    return (await house.introspect(token_of(issued)))["active"] is True


async def word_of(step: Awaitable[object]) -> str:
    """Name what came of asking: what it is refused with, or whether it is active."""
    try:
        answer = await step
    except OAuthError as refusal:
        return refusal.error
    except StoreUnavailable:
        return "the store is down"
    if isinstance(answer, dict) and answer.get("active") is False:
        return "inactive"
    return "good"


async def words_of(house: House, issued: IssuedTokens) -> list[str]:
    """Name what refresh, userinfo and introspection of both tokens say; the first uses it."""
    return [
        await word_of(house.introspect(token_of(issued))),
        await word_of(house.introspect(issued.access_token)),
        await word_of(house.userinfo(issued.access_token)),
        await word_of(house.refresh(token_of(issued))),
    ]


GOOD = ["good"] * 4
DEAD = ["inactive", "inactive", "invalid_token", "invalid_grant"]


async def has_nothing(house: House) -> bool:
    """Tell whether nothing of the person is left: neither session nor grant."""
    return not await house.sessions.of(DISCORD_ID) and not await house.grants.of(DISCORD_ID)


def interleave(house: House) -> None:
    """Let callers who come at the same time interleave at every step to the grants."""
    house.grants = FailingGrantStore(house.grants, Faults())
