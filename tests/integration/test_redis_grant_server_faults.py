"""Grants in a Redis that is full, frozen, or forgets its scripts."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from redis import Redis as BlockingRedis
from redis.asyncio import Redis

from adapters.store.redis.store import connect
from application.ports.grant_store import StoredGrant
from application.ports.store import StoreUnavailable
from tests.contract.code_stores import CodeStores, redis_stores
from tests.contract.entities import DIGEST
from tests.contract.grants import FULL_GRANT, HOUR, grant_of
from tests.contract.stores import PERSON
from tests.redis_process import RedisProcess

pytestmark = [pytest.mark.anyio, pytest.mark.redis]
both_times = pytest.mark.parametrize("keep_for", [None, HOUR], ids=["same time", "new time"])

FAMILY, GRANTS = f"family:{{{DIGEST}}}", f"grants_of:{PERSON}"
AFTER = grant_of("after")


@pytest.fixture
def stores(faulty_redis: Redis) -> CodeStores:
    return redis_stores(faulty_redis)


@pytest.fixture
def admin(redis_process: RedisProcess) -> Iterator[BlockingRedis]:
    """Give a look past the adapters and the network."""
    with redis_process.client() as client:
        yield client


@pytest.fixture
async def straight(redis_process: RedisProcess) -> AsyncIterator[CodeStores]:
    """Give the stores before which no network stands."""
    redis = connect(redis_process.url)
    yield redis_stores(redis)
    await redis.aclose()


async def change(
    stores: CodeStores, before: StoredGrant, *, revision: str = "2", keep_for: timedelta | None
) -> bool:
    return await stores.grants.replace(DIGEST, before, AFTER, revision=revision, keep_for=keep_for)


@both_times
async def test_a_full_redis_leaves_a_grant_and_its_list_as_they_were(
    stores: CodeStores,
    redis_process: RedisProcess,
    admin: BlockingRedis,
    keep_for: timedelta | None,
) -> None:
    before = await stores.begin()
    admin.pexpire(FAMILY, 70_000)
    listed = admin.zrange(GRANTS, 0, -1, withscores=True)
    redis_process.config("maxmemory-policy", "noeviction")
    redis_process.config("maxmemory", 1)
    with pytest.raises(StoreUnavailable):
        await change(stores, before, keep_for=keep_for)
    assert await stores.look() == before
    assert 0 < admin.pttl(FAMILY) <= 70_000
    assert admin.zrange(GRANTS, 0, -1, withscores=True) == listed
    assert await stores.grants.of(PERSON) == {DIGEST: FULL_GRANT}
    # Whoever must lose access loses it all the same.
    await stores.grants.end(DIGEST)
    assert await stores.grants.of(PERSON) == {}
    assert not admin.exists(FAMILY, GRANTS)
    redis_process.config("maxmemory", 0)


async def test_a_change_sent_into_the_frost_does_not_bring_an_ended_grant_back(
    redis_process: RedisProcess, stores: CodeStores, straight: CodeStores
) -> None:
    before = await stores.begin()
    redis_process.freeze()
    with pytest.raises(StoreUnavailable):
        await change(stores, before, keep_for=None)
    with pytest.raises(StoreUnavailable):
        await stores.grants.end(DIGEST)
    redis_process.thaw()
    await straight.grants.end(DIGEST)
    assert not await change(stores, before, keep_for=HOUR)
    assert await straight.grants.get(DIGEST) is None


@both_times
async def test_a_server_that_forgot_the_scripts_is_told_them_again(
    stores: CodeStores, admin: BlockingRedis, keep_for: timedelta | None
) -> None:
    before = await stores.begin()
    admin.script_flush()
    assert await change(stores, before, keep_for=keep_for)
    admin.script_flush()
    await stores.grants.end(DIGEST)
    assert await stores.grants.get(DIGEST) is None
