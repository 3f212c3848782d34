"""Sign-outs over a bad network, and in a Redis that is full."""

from collections.abc import Iterator

import pytest
from redis import Redis as BlockingRedis
from redis.asyncio import Redis

from application.ports.store import StoreUnavailable
from domain.opaque_token import digest
from tests.contract.entities import DIGEST, FULL_LOGOUT, KEEP_FOR
from tests.contract.stores import CLIENT, SID, Stores, all_redis_stores
from tests.fault_proxy import FaultProxy, Loss, Lost
from tests.redis_process import RedisProcess

pytestmark = [pytest.mark.anyio, pytest.mark.redis]
every_loss = pytest.mark.parametrize("lost", list(Lost), ids=lambda lost: lost.name.lower())

JOINED, ENDED = f"joined:{{{digest(SID)}}}", f"ended:{{{digest(SID)}}}"


@pytest.fixture
def stores(faulty_redis: Redis) -> Stores:
    return all_redis_stores(faulty_redis)


@pytest.fixture
def admin(redis_process: RedisProcess) -> Iterator[BlockingRedis]:
    """Give a look past the adapters and the network."""
    with redis_process.client() as client:
        yield client


@every_loss
async def test_an_end_whose_reply_is_lost_is_repeated_and_gives_the_clients(
    stores: Stores, faulty: FaultProxy, admin: BlockingRedis, lost: Lost
) -> None:
    await stores.sign_ons.end("warm up", keep_for=KEEP_FOR)
    await stores.sign_ons.join(SID, CLIENT, keep_for=KEEP_FOR)
    faulty.loss = Loss(lost, 1)
    assert await stores.sign_ons.end(SID, keep_for=KEEP_FOR) == {CLIENT}
    assert faulty.loss.count == 0
    assert await stores.sign_ons.has_ended(SID)
    assert 0 < admin.pttl(ENDED) <= KEEP_FOR.total_seconds() * 1000


@every_loss
async def test_a_client_whose_joining_is_lost_joins_once(
    stores: Stores, faulty: FaultProxy, admin: BlockingRedis, lost: Lost
) -> None:
    await stores.sign_ons.join("warm up", CLIENT, keep_for=KEEP_FOR)
    faulty.loss = Loss(lost, 1)
    await stores.sign_ons.join(SID, CLIENT, keep_for=KEEP_FOR)
    assert faulty.loss.count == 0
    assert await stores.sign_ons.end(SID, keep_for=KEEP_FOR) == {CLIENT}
    assert 0 < admin.pttl(JOINED) <= KEEP_FOR.total_seconds() * 1000


@every_loss
async def test_a_pending_logout_is_kept_although_the_network_loses(
    stores: Stores, faulty: FaultProxy, lost: Lost
) -> None:
    faulty.loss = Loss(lost, 1, matching=b"SET")
    await stores.logouts.put(DIGEST, FULL_LOGOUT, keep_for=KEEP_FOR)
    assert faulty.loss.count == 0
    assert await stores.logouts.get(DIGEST) == FULL_LOGOUT


async def test_a_full_redis_leaves_sign_ons_as_they_were(
    stores: Stores, redis_process: RedisProcess
) -> None:
    await stores.sign_ons.join(SID, CLIENT, keep_for=KEEP_FOR)
    await stores.sign_ons.end("warm up", keep_for=KEEP_FOR)
    redis_process.config("maxmemory-policy", "noeviction")
    redis_process.config("maxmemory", 1)
    for verb in (
        stores.sign_ons.end(SID, keep_for=KEEP_FOR),
        stores.sign_ons.join(SID, "forum", keep_for=KEEP_FOR),
        stores.logouts.put(DIGEST, FULL_LOGOUT, keep_for=KEEP_FOR),
    ):
        with pytest.raises(StoreUnavailable):
            await verb
    assert not await stores.sign_ons.has_ended(SID)
    assert await stores.sign_ons.has_ended("warm up")
    redis_process.config("maxmemory", 0)
    assert await stores.sign_ons.end(SID, keep_for=KEEP_FOR) == {CLIENT}


async def test_an_end_sent_into_the_frost_is_never_taken_back(
    redis_process: RedisProcess, stores: Stores
) -> None:
    await stores.sign_ons.join(SID, CLIENT, keep_for=KEEP_FOR)
    redis_process.freeze()
    with pytest.raises(StoreUnavailable):
        await stores.sign_ons.end(SID, keep_for=KEEP_FOR)
    redis_process.thaw()
    assert await stores.sign_ons.end(SID, keep_for=KEEP_FOR) == {CLIENT}
    assert await stores.sign_ons.has_ended(SID)
