"""The whole application on a Redis, and what is alive in it."""

import asyncio
from collections.abc import Awaitable, Iterable
from hashlib import sha1

from redis.asyncio import Redis

from adapters.store.redis.scripts import REPLACE
from application.ports.store import StoreUnavailable
from application.token.issue_tokens import IssuedTokens
from domain.errors import InvalidGrant, TemporarilyUnavailable
from tests.contract.stores import all_redis_stores
from tests.integration.jose_tokens import KEY
from tests.unit.application.house import House

# What tells the request that changes a grant from every other.
REPLACING = sha1(REPLACE.encode(), usedforsecurity=False).hexdigest().encode()

Outcome = IssuedTokens | type[Exception]


def a_house(redis: Redis) -> House:
    """Give the application on Redis."""
    house, stores = House(signing_key=KEY), all_redis_stores(redis)
    house.logins, house.auth_codes, house.grants = stores.logins, stores.codes, stores.grants
    house.sessions, house.interactions = stores.sessions, stores.interactions
    house.requests, house.consents = stores.requests, stores.consents
    house.logouts, house.sign_ons = stores.logouts, stores.sign_ons
    return house


def another_worker(house: House, redis: Redis) -> House:
    """Give the same application in another process."""
    other = a_house(redis)
    other.registered, other.clock, other.tokens = house.registered, house.clock, house.tokens
    return other


async def warmed(house: House) -> House:
    """Have every script known to the server, so that what a test loses is the real request."""
    issued = await begin(house)
    await house.refresh(refresh_token_of(issued))
    await house.revoke(refresh_token_of(issued))
    return house


async def begin(house: House, scope: str = "openid profile offline_access") -> IssuedTokens:
    """Sign in, and give the tokens."""
    return await house.redeem(await house.sign_in(scope=scope))


async def outcome(exchange: Awaitable[IssuedTokens]) -> Outcome:
    """Give the tokens, or the kind of a refusal that may be."""
    try:
        return await exchange
    except InvalidGrant:
        # The one for a token that was replaced reads alike to a client.
        return InvalidGrant
    except (StoreUnavailable, TemporarilyUnavailable) as refusal:
        return type(refusal)


async def refresh_at_once(
    houses: Iterable[House], issued: IssuedTokens, callers: int
) -> list[Outcome]:
    """Use one refresh token so many times at once in each house, and give what each got."""
    return await asyncio.gather(
        *(
            outcome(house.refresh(refresh_token_of(issued)))
            for house in houses
            for _ in range(callers)
        )
    )


def refresh_token_of(issued: IssuedTokens) -> str:
    """Give the refresh token."""
    assert issued.refresh_token is not None
    return issued.refresh_token


def given(outcomes: Iterable[Outcome]) -> list[IssuedTokens]:
    """Give the tokens that somebody got."""
    return [got for got in outcomes if isinstance(got, IssuedTokens)]


def refusals(outcomes: Iterable[Outcome]) -> set[type[Exception]]:
    """Give how the others were refused."""
    return {got for got in outcomes if isinstance(got, type)}


async def living(house: House, tokens: Iterable[IssuedTokens]) -> list[IssuedTokens]:
    """Give those whose refresh token would be taken, using none."""
    asked = [(issued, await house.introspect(refresh_token_of(issued))) for issued in tokens]
    return [issued for issued, answer in asked if answer["active"]]


async def nothing_lives(house: House, tokens: Iterable[IssuedTokens]) -> bool:
    """Tell whether userinfo and introspection refuse all of it, and nothing else is kept."""
    for issued in tokens:
        if await house.is_alive(issued) or (await house.introspect(issued.access_token))["active"]:
            return False
        if issued.refresh_token and (await house.introspect(issued.refresh_token))["active"]:
            return False
    return True
