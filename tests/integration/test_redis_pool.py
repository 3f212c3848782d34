"""The connection pool: what happens beyond its size, and when callers go away."""

import asyncio
import time
from collections.abc import AsyncIterator
from random import Random

import pytest
from redis.asyncio import Redis

from adapters.store.redis.store import RedisStore, connect
from application.ports.store import StoreUnavailable
from domain.grant import Grant
from tests.contract.code_stores import CodeStores, redis_stores
from tests.contract.entities import FULL_CODE, KEEP_FOR
from tests.contract.grants import grant_of
from tests.fault_proxy import FaultProxy
from tests.redis_process import RedisProcess

pytestmark = [pytest.mark.anyio, pytest.mark.redis]

POOL = 64
ANSWERED_WITHIN = 2.0


@pytest.fixture
def stores(faulty_redis: Redis) -> CodeStores:
    return redis_stores(faulty_redis)


@pytest.fixture
async def many_grants(redis_process: RedisProcess) -> AsyncIterator[int]:
    """Keep grants that can be told from each other, and give their number."""
    redis, number = connect(redis_process.url), 4 * POOL
    codes = redis_stores(redis).codes
    for n in range(number):
        await codes.put(f"{n}", FULL_CODE, keep_for=KEEP_FOR)
        await codes.redeem(f"{n}", grant_of(f"client-{n}", f"{n}"), attempt="1", keep_for=KEEP_FOR)
    yield number
    await redis.aclose()


async def test_more_callers_than_connections_queue(
    stores: CodeStores, faulty: FaultProxy, many_grants: int
) -> None:
    faulty.latency = (0.05, 0.05)
    grants = await asyncio.gather(*(stores.grant(f"{n}") for n in range(many_grants)))
    assert grants == [grant_of(f"client-{n}", f"{n}") for n in range(many_grants)]
    assert len(faulty.links) <= POOL


async def test_more_callers_than_connections_hear_of_an_outage_in_bounded_time(
    redis_process: RedisProcess, stores: CodeStores, many_grants: int
) -> None:
    redis_process.freeze()
    start = time.monotonic()
    answers = await asyncio.gather(
        *(stores.grant(f"{n}") for n in range(many_grants)), return_exceptions=True
    )
    assert time.monotonic() - start < ANSWERED_WITHIN
    assert {type(answer) for answer in answers} == {StoreUnavailable}
    redis_process.thaw()
    await assert_whole(stores, many_grants)


async def test_a_cancelled_caller_never_leaves_its_reply_to_another(
    stores: CodeStores, faulty: FaultProxy, many_grants: int
) -> None:
    faulty.latency, random = (0.0, 0.03), Random(0)  # noqa: S311 - repeatable, no secrets
    for _ in range(20):
        tasks = [asyncio.create_task(stores.grant(f"{n}")) for n in range(many_grants)]
        for task in random.sample(tasks, many_grants // 2):
            asyncio.get_running_loop().call_later(random.uniform(0, 0.05), task.cancel)
        answers = await asyncio.gather(*tasks, return_exceptions=True)
        for number, answer in enumerate(answers):
            assert_own_or_cancelled(answer, number)
    await faulty.heal()
    await assert_whole(stores, many_grants)


def assert_own_or_cancelled(answer: Grant | BaseException | None, number: int) -> None:
    if not isinstance(answer, asyncio.CancelledError):
        assert answer == grant_of(f"client-{number}", f"{number}")


async def assert_whole(stores: CodeStores, number: int) -> None:
    """See every caller get its own answer, through a pool that has lost no connection."""
    for _ in range(2):
        grants = await asyncio.gather(*(stores.grant(f"{n}") for n in range(number)))
        assert grants == [grant_of(f"client-{n}", f"{n}") for n in range(number)]


async def test_no_connection_stays_in_use_after_a_storm_of_cancellations(
    faulty_redis: Redis, faulty: FaultProxy
) -> None:
    faulty.latency, store = (0.0, 0.01), RedisStore(redis=faulty_redis)
    for delay in range(30):
        tasks = [asyncio.create_task(store.ping()) for _ in range(3 * POOL)]
        await asyncio.sleep(delay / 2000)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    counts = faulty_redis.connection_pool.get_connection_count()
    in_use = [n for n, attributes in counts if "used" in attributes.values()]
    assert in_use == [0]
