"""Nothing in Redis lets anybody in who reads it: of what browsers and clients hold, digests."""

from collections.abc import Callable

import pytest
from redis import Redis as BlockingRedis
from redis.asyncio import Redis

from application.sign_in.hold_request import HoldRequest
from application.sign_in.outcomes import AskPerson
from domain.opaque_token import digest
from domain.refresh_token import RefreshToken
from tests.builders import CLIENT_SECRET, authorization_parameters
from tests.redis_house import a_house
from tests.unit.application.house import LOGIN_LIFETIME, Signed, code_of
from tests.unit.application.leaving import ask_first, hold_logout
from tests.unit.application.steps import session_of

pytestmark = [pytest.mark.anyio, pytest.mark.redis]


def everything_in(raw: BlockingRedis) -> str:
    """Give every key and its value, whatever its type."""
    read: dict[str, Callable[[str], object]] = {
        "string": raw.get,
        "hash": raw.hgetall,
        "set": raw.smembers,
        "zset": lambda key: raw.zrange(key, 0, -1),
    }
    return "\n".join(f"{key!s} {read[str(raw.type(key))](str(key))!s}" for key in raw.scan_iter())


async def test_of_what_opens_a_door_only_the_digest_is_kept(redis: Redis, redis_url: str) -> None:
    house = a_house(redis)
    hold = HoldRequest(
        read_request=house.read_request(),
        requests=house.requests,
        clock=house.clock,
        tokens=house.tokens,
        lifetime=LOGIN_LIFETIME,
    )
    trip = await house.set_out(scope="openid profile offline_access")
    completed = await house.complete(trip)
    session = completed.session
    assert session is not None
    asked = await house.arrive(
        authorization_parameters(prompt="consent"), browser=trip.browser, session=session
    )
    assert isinstance(asked, AskPerson)
    reference = await hold(authorization_parameters())
    code = code_of(completed.outcome)
    issued = await house.redeem(code)
    refreshed = await house.refresh(str(issued.refresh_token))
    leaving = await ask_first(house, Signed(browser=trip.browser, session=session))
    held = await hold_logout(house, id_token_hint=issued.id_token)
    underway = await house.set_out()
    assert issued.id_token is not None

    await house.revoke(refreshed.access_token)
    sid = (await session_of(house, Signed(browser=trip.browser, session=session))).sid
    await house.sign_ons.end(sid, keep_for=LOGIN_LIFETIME)

    with BlockingRedis.from_url(
        redis_url, decode_responses=True, encoding_errors="backslashreplace"
    ) as raw:
        kept = everything_in(raw)

    doors = {trip.state, underway.state, trip.browser, session, asked.interaction, reference, code}
    doors |= {leaving.token, held}
    for text in (issued.refresh_token, refreshed.refresh_token):
        refresh_token = RefreshToken.parsed(str(text))
        assert refresh_token is not None
        doors |= {refresh_token.handle, refresh_token.secret}
    assert [door for door in doors if digest(door) not in kept] == []
    tokens = {CLIENT_SECRET, issued.access_token, refreshed.access_token}
    tokens |= {str(issued.id_token), str(refreshed.id_token)}
    assert [secret for secret in doors | tokens if secret in kept] == []
