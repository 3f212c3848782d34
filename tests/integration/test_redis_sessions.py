"""Sessions and consents over a bad network, and in a Redis that is full."""

from collections.abc import Iterator

import pytest
from redis import Redis as BlockingRedis
from redis.asyncio import Redis

from application.ports.store import StoreUnavailable
from domain.opaque_token import digest
from tests.contract.entities import BARE_SESSION, DIGEST, FULL_SESSION, KEEP_FOR
from tests.contract.stores import CLIENT, SCOPE, SUBJECT, Stores, all_redis_stores
from tests.fault_proxy import FaultProxy, Loss, Lost
from tests.redis_process import RedisProcess
from tests.redis_repeats import LossWithARepeat

pytestmark = [pytest.mark.anyio, pytest.mark.redis]
every_loss = pytest.mark.parametrize("lost", list(Lost), ids=lambda lost: lost.name.lower())

RENEWAL = b"KEEPTTL"
SESSION_KEY, CONSENT_KEY = f"session:{DIGEST}", f"consent:{SUBJECT}:{digest(CLIENT)}"


@pytest.fixture
def stores(faulty_redis: Redis) -> Stores:
    return all_redis_stores(faulty_redis)


@pytest.fixture
def admin(redis_process: RedisProcess) -> Iterator[BlockingRedis]:
    """Give a look past the adapters and the network."""
    with redis_process.client() as client:
        yield client


@every_loss
async def test_a_renewal_whose_reply_is_lost_is_repeated_and_does_no_harm(
    stores: Stores, faulty: FaultProxy, admin: BlockingRedis, lost: Lost
) -> None:
    await stores.put_all()
    admin.pexpire(SESSION_KEY, 7_000)
    faulty.loss = Loss(lost, 1, matching=RENEWAL)
    assert await stores.sessions.renew(DIGEST, BARE_SESSION)
    assert faulty.loss.count == 0
    assert await stores.sessions.get(DIGEST) == BARE_SESSION
    assert 0 < admin.pttl(SESSION_KEY) <= 7_000


@every_loss
async def test_a_session_that_ended_meanwhile_does_not_come_back_by_a_repeated_renewal(
    stores: Stores, faulty: FaultProxy, admin: BlockingRedis, lost: Lost
) -> None:
    await stores.put_all()
    ended: list[object] = []
    faulty.loss = LossWithARepeat(
        lost,
        1,
        matching=RENEWAL,
        before_the_repeat=lambda: ended.append(admin.delete(SESSION_KEY)),
    )
    assert not await stores.sessions.renew(DIGEST, BARE_SESSION)
    # It was there until the repeat, so that the repeat alone could have brought it back.
    assert ended == [1]
    assert await stores.sessions.get(DIGEST) is None


@every_loss
async def test_a_session_begins_and_ends_although_the_network_loses(
    stores: Stores, faulty: FaultProxy, admin: BlockingRedis, lost: Lost
) -> None:
    faulty.loss = Loss(lost, 1, matching=b"SET")
    await stores.sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
    assert faulty.loss.count == 0
    assert await stores.sessions.get(DIGEST) == FULL_SESSION
    assert 0 < admin.pttl(SESSION_KEY) <= KEEP_FOR.total_seconds() * 1000
    faulty.loss = Loss(lost, 1, matching=b"DEL")
    await stores.sessions.end(DIGEST)
    assert faulty.loss.count == 0
    assert not admin.exists(SESSION_KEY)


@every_loss
async def test_a_consent_whose_reply_is_lost_is_remembered_once_and_whole(
    stores: Stores, faulty: FaultProxy, admin: BlockingRedis, lost: Lost
) -> None:
    await stores.consents.remember("warm up", CLIENT, {"openid"}, keep_for=KEEP_FOR)
    await stores.consents.remember(SUBJECT, CLIENT, {"email"}, keep_for=KEEP_FOR)
    faulty.loss = Loss(lost, 1)
    await stores.consents.remember(SUBJECT, CLIENT, SCOPE, keep_for=KEEP_FOR)
    assert faulty.loss.count == 0
    assert await stores.consents.remembered(SUBJECT, CLIENT) == SCOPE | {"email"}
    assert 0 < admin.pttl(CONSENT_KEY) <= KEEP_FOR.total_seconds() * 1000


async def test_a_full_redis_leaves_sessions_and_consents_as_they_were(
    stores: Stores, redis_process: RedisProcess, admin: BlockingRedis
) -> None:
    await stores.put_all()
    admin.pexpire(CONSENT_KEY, 7_000)
    redis_process.config("maxmemory-policy", "noeviction")
    redis_process.config("maxmemory", 1)
    for verb in (
        stores.sessions.put("new", FULL_SESSION, keep_for=KEEP_FOR),
        stores.sessions.renew(DIGEST, BARE_SESSION),
        stores.interactions.take(DIGEST, attempt="first"),
        stores.consents.remember(SUBJECT, CLIENT, {"email"}, keep_for=KEEP_FOR),
        stores.consents.remember("new", CLIENT, {"email"}, keep_for=KEEP_FOR),
    ):
        with pytest.raises(StoreUnavailable):
            await verb
    assert await stores.sessions.get("new") is None
    assert await stores.sessions.get(DIGEST) == FULL_SESSION
    assert await stores.interactions.get(DIGEST) is not None
    assert await stores.consents.remembered(SUBJECT, CLIENT) == SCOPE
    assert admin.pttl(CONSENT_KEY) <= 7_000
    assert not admin.exists(f"consent:new:{digest(CLIENT)}")
    # Whoever must lose their session loses it all the same.
    await stores.sessions.end(DIGEST)
    assert await stores.sessions.get(DIGEST) is None
    redis_process.config("maxmemory", 0)
    assert await stores.interactions.take(DIGEST, attempt="second")


async def test_a_renewal_sent_into_the_frost_does_not_bring_an_ended_session_back(
    redis_process: RedisProcess, stores: Stores
) -> None:
    await stores.put_all()
    redis_process.freeze()
    with pytest.raises(StoreUnavailable):
        await stores.sessions.renew(DIGEST, BARE_SESSION)
    with pytest.raises(StoreUnavailable):
        await stores.sessions.end(DIGEST)
    redis_process.thaw()
    await stores.sessions.end(DIGEST)
    assert not await stores.sessions.renew(DIGEST, BARE_SESSION)
    assert await stores.sessions.get(DIGEST) is None
