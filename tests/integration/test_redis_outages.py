"""While Redis is away every verb says so in bounded time; when it comes back, so do we."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path

import pytest
from redis.asyncio import Redis

from adapters.store.redis.leases import RedisLeases
from adapters.store.redis.store import RedisStore, connect
from application.ports.auth_code_store import Redemption
from application.ports.store import StoreUnavailable
from tests.contract.code_stores import redis_stores
from tests.contract.entities import (
    DIGEST,
    FULL_CODE,
    FULL_HELD,
    FULL_INTERACTION,
    FULL_LOGIN,
    FULL_LOGOUT,
    FULL_SESSION,
    KEEP_FOR,
)
from tests.contract.stores import CLIENT, SCOPE, SID, SUBJECT, all_redis_stores
from tests.fault_proxy import FaultProxy
from tests.redis_process import RedisProcess

pytestmark = [pytest.mark.anyio, pytest.mark.redis]

ANSWERED_WITHIN = 2.0
RECOVERED_WITHIN = 5.0


@pytest.fixture
async def redis(redis_process: RedisProcess) -> AsyncIterator[Redis]:
    """Give the client that production uses, straight to the test's own server."""
    client = connect(redis_process.url)
    yield client
    await client.aclose()


def every_verb(redis: Redis) -> list[Awaitable[object]]:
    """Call every verb of every port once."""
    stores = all_redis_stores(redis)
    return [
        RedisStore(redis=redis).ping(),
        stores.logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR),
        stores.logins.get(DIGEST),
        stores.logins.take(DIGEST, attempt="first"),
        stores.codes.put(DIGEST, FULL_CODE, keep_for=KEEP_FOR),
        stores.codes.get(DIGEST),
        stores.redeem("first"),
        stores.grants.get(DIGEST),
        stores.grants.end(DIGEST),
        stores.interactions.put(DIGEST, FULL_INTERACTION, keep_for=KEEP_FOR),
        stores.interactions.get(DIGEST),
        stores.interactions.take(DIGEST, attempt="first"),
        stores.requests.put(DIGEST, FULL_HELD, keep_for=KEEP_FOR),
        stores.requests.get(DIGEST),
        stores.sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR),
        stores.sessions.get(DIGEST),
        stores.sessions.renew(DIGEST, FULL_SESSION),
        stores.sessions.end(DIGEST),
        stores.consents.remember(SUBJECT, CLIENT, SCOPE, keep_for=KEEP_FOR),
        stores.consents.remembered(SUBJECT, CLIENT),
        stores.logouts.put(DIGEST, FULL_LOGOUT, keep_for=KEEP_FOR),
        stores.logouts.get(DIGEST),
        stores.sign_ons.join(SID, CLIENT, keep_for=KEEP_FOR),
        stores.sign_ons.end(SID, keep_for=KEEP_FOR),
        stores.sign_ons.has_ended(SID),
        RedisLeases(store=RedisStore(redis=redis)).acquire("a", holder="x", keep_for=KEEP_FOR),
    ]


async def is_unavailable(verb: Awaitable[object]) -> bool:
    """Tell whether a call ended in ``StoreUnavailable``, and see to it that it ended in time."""
    start = time.monotonic()
    try:
        await verb
    except StoreUnavailable:
        return True
    finally:
        assert time.monotonic() - start < ANSWERED_WITHIN
    return False


async def all_unavailable(redis: Redis) -> bool:
    """Tell whether every verb, all at once, says that the store is away."""
    return all(await asyncio.gather(*(is_unavailable(verb) for verb in every_verb(redis))))


async def assert_recovered(redis: Redis) -> None:
    """See Redis answer before the deadline, and then every connection of a full pool work."""
    deadline = time.monotonic() + RECOVERED_WITHIN
    while await is_unavailable(RedisStore(redis=redis).ping()):
        assert time.monotonic() < deadline
    for _ in range(3):
        verbs = [verb for _ in range(8) for verb in every_verb(redis)]
        assert not any(await asyncio.gather(*(is_unavailable(verb) for verb in verbs)))


async def test_a_stopped_redis_is_unavailable_and_recovers_without_a_restart_of_ours(
    redis_process: RedisProcess, redis: Redis
) -> None:
    await assert_recovered(redis)
    redis_process.stop()
    assert await all_unavailable(redis)
    assert await all_unavailable(redis)
    redis_process.start()
    await assert_recovered(redis)


async def test_a_redis_that_comes_later_than_we_is_used_once_it_comes(tmp_path: Path) -> None:
    with RedisProcess(tmp_path) as process:
        process.stop()
        redis = connect(process.url)
        assert await all_unavailable(redis)
        process.start()
        await assert_recovered(redis)
        await redis.aclose()


async def test_a_frozen_redis_is_unavailable_and_recovers(
    redis_process: RedisProcess, redis: Redis
) -> None:
    await assert_recovered(redis)
    redis_process.freeze()
    assert await all_unavailable(redis)
    redis_process.thaw()
    await assert_recovered(redis)


async def test_a_redis_that_froze_before_we_connected_is_unavailable_and_recovers(
    redis_process: RedisProcess, redis: Redis
) -> None:
    redis_process.freeze()
    assert await all_unavailable(redis)
    redis_process.thaw()
    await assert_recovered(redis)


async def test_a_code_sent_into_the_frost_is_redeemed_at_most_once(
    redis_process: RedisProcess, redis: Redis
) -> None:
    stores = redis_stores(redis)
    await stores.put()
    redis_process.freeze()
    assert all(
        await asyncio.gather(*(is_unavailable(stores.redeem(f"frozen-{n}")) for n in range(25)))
    )
    redis_process.thaw()
    late = [await stores.redeem(f"late-{n}") for n in range(3)]
    assert late.count(Redemption.FIRST) <= 1
    assert set(late[1:]) == {Redemption.REPLAY}
    assert await stores.grants.get(DIGEST) == FULL_CODE.grant()


@pytest.mark.parametrize("delay", [0.05, 0.2])
async def test_a_slow_redis_works(faulty: FaultProxy, faulty_redis: Redis, delay: float) -> None:
    # As in a running provider the connections are there: opening one takes round trips of its own.
    await asyncio.gather(*every_verb(faulty_redis))
    faulty.latency = (delay, delay)
    assert not any(
        await asyncio.gather(*(is_unavailable(verb) for verb in every_verb(faulty_redis)))
    )
    await assert_recovered(faulty_redis)


async def test_a_redis_slower_than_a_second_is_unavailable_and_recovers(
    faulty: FaultProxy, faulty_redis: Redis
) -> None:
    await assert_recovered(faulty_redis)
    faulty.latency = (1.0, 1.0)
    assert await all_unavailable(faulty_redis)
    await faulty.heal()
    await assert_recovered(faulty_redis)


async def test_several_slow_answers_are_bounded_together(
    faulty: FaultProxy, faulty_redis: Redis
) -> None:
    # Each comes in time, but there are five: connecting takes two, and the script is not known.
    faulty.latency = (0.45, 0.45)
    assert await is_unavailable(redis_stores(faulty_redis).put())
    await faulty.heal()
    await assert_recovered(faulty_redis)


async def test_a_network_that_swallows_everything_is_unavailable_and_recovers(
    faulty: FaultProxy, faulty_redis: Redis
) -> None:
    await assert_recovered(faulty_redis)
    faulty.blackhole = True
    assert await all_unavailable(faulty_redis)
    await faulty.heal()
    await assert_recovered(faulty_redis)


async def test_refused_connections_are_unavailable_and_recover(
    faulty: FaultProxy, faulty_redis: Redis
) -> None:
    await assert_recovered(faulty_redis)
    await faulty.refuse()
    assert await all_unavailable(faulty_redis)
    await faulty.heal()
    await assert_recovered(faulty_redis)


async def test_connections_cut_while_idle_are_made_anew_unnoticed(
    faulty: FaultProxy, faulty_redis: Redis
) -> None:
    await assert_recovered(faulty_redis)
    for _ in range(5):
        faulty.cut()
        verbs = every_verb(faulty_redis)
        assert not any(await asyncio.gather(*(is_unavailable(verb) for verb in verbs)))
