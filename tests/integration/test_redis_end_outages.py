"""C-23: whoever ends a token while the store is away is told so, and may try again."""

import time
from collections.abc import Awaitable

import pytest
from redis.asyncio import Redis

from application.ports.store import StoreUnavailable
from domain.opaque_token import digest
from tests.builders import DISCORD_ID
from tests.fault_proxy import FaultProxy, Loss, Lost
from tests.redis_house import (
    a_house,
    begin,
    living,
    nothing_lives,
    refresh_token_of,
    warmed,
)
from tests.redis_process import RedisProcess
from tests.redis_verbs import ANSWERED_WITHIN
from tests.unit.application.house import House
from tests.unit.application.leaving import ended_everywhere

pytestmark = [pytest.mark.anyio, pytest.mark.redis]
every_loss = pytest.mark.parametrize("lost", list(Lost), ids=lambda lost: lost.name.lower())


@pytest.fixture
async def house(faulty_redis: Redis) -> House:
    return await warmed(a_house(faulty_redis))


async def assert_unavailable(ending: Awaitable[None]) -> None:
    """Fail unless it says in time that the store is away."""
    start = time.monotonic()
    with pytest.raises(StoreUnavailable):
        await ending
    assert time.monotonic() - start < ANSWERED_WITHIN


async def test_revoking_while_redis_is_stopped_is_no_success(
    house: House, redis_process: RedisProcess
) -> None:
    issued = await begin(house)
    redis_process.stop()
    await assert_unavailable(house.revoke(refresh_token_of(issued)))
    await assert_unavailable(house.revoke(issued.access_token))
    await assert_unavailable(house.end_access()(DISCORD_ID, reason="blocked"))


async def test_revoking_while_redis_is_frozen_is_no_success_and_works_afterwards(
    house: House, redis_process: RedisProcess
) -> None:
    issued = await begin(house)
    redis_process.freeze()
    await assert_unavailable(house.revoke(refresh_token_of(issued)))
    await assert_unavailable(house.revoke(issued.access_token))
    redis_process.thaw()
    assert await living(house, [issued]) == [issued]
    await house.revoke(refresh_token_of(issued))
    assert await nothing_lives(house, [issued])


@every_loss
async def test_a_revocation_whose_every_reply_is_lost_is_no_success_and_works_afterwards(
    house: House, faulty: FaultProxy, lost: Lost
) -> None:
    issued, other = await begin(house), await begin(house)
    faulty.loss = Loss(lost, -1, matching=b"EVALSHA", repeats=True)
    await assert_unavailable(house.revoke(refresh_token_of(issued)))
    await assert_unavailable(house.revoke(other.access_token))
    await faulty.heal()
    await house.revoke(refresh_token_of(issued))
    await house.revoke(other.access_token)
    assert await nothing_lives(house, [issued])
    assert not await house.is_alive(other)
    assert await living(house, [other]) == [other]


@pytest.mark.parametrize("lost", [b"ZRANGE", b"HMGET", b"EVALSHA", b"GETDEL"], ids=repr)
async def test_an_end_of_all_access_that_failed_half_way_is_finished_by_another(
    house: House, faulty: FaultProxy, lost: bytes
) -> None:
    who = await house.begin_session(scope="openid profile offline_access")
    session = await house.sessions.get(digest(who.session))
    assert session is not None
    issued = await begin(house)
    faulty.loss = Loss(Lost.REPLY, -1, matching=lost, repeats=True)
    await assert_unavailable(house.end_access()(DISCORD_ID, reason="blocked"))
    await faulty.heal()
    await house.end_access()(DISCORD_ID, reason="blocked")
    assert await nothing_lives(house, [issued])
    assert await house.sign_ons.has_ended(session.sid)
    assert await house.sessions.of(DISCORD_ID) == {}


async def test_a_sign_out_while_redis_is_stopped_is_no_success(
    house: House, redis_process: RedisProcess
) -> None:
    who = await house.begin_session()
    ending = ended_everywhere(house, who)
    redis_process.stop()
    await assert_unavailable(ending)
