"""A Redis that answers, but not what was hoped for: full, flushed, locked, or foreign."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from adapters.store.redis.login_store import RedisLoginStore
from adapters.store.redis.store import RedisStore, connect
from application.ports.auth_code_store import Redemption
from application.ports.store import StoreUnavailable
from tests.contract.code_stores import CodeStores, redis_stores
from tests.contract.entities import (
    DIGEST,
    FULL_CODE,
    FULL_INTERACTION,
    FULL_LOGIN,
    FULL_SESSION,
    KEEP_FOR,
    OTHER_DIGEST,
)
from tests.contract.stores import CLIENT, PERSON, SCOPE, SID, SUBJECT, all_redis_stores
from tests.fault_proxy import FaultProxy, Loss, Lost
from tests.redis_process import RedisProcess

pytestmark = [pytest.mark.anyio, pytest.mark.redis]


@pytest.fixture
async def redis(redis_process: RedisProcess) -> AsyncIterator[Redis]:
    """Give the client that production uses, straight to the test's own server."""
    client = connect(redis_process.url)
    yield client
    await client.aclose()


@pytest.fixture
def stores(redis: Redis) -> CodeStores:
    return redis_stores(redis)


@pytest.fixture
def logins(redis: Redis) -> RedisLoginStore:
    return RedisLoginStore(store=RedisStore(redis=redis))


async def test_a_server_that_forgot_the_scripts_is_told_them_again(
    redis_process: RedisProcess, stores: CodeStores, logins: RedisLoginStore
) -> None:
    with redis_process.client() as admin:
        await logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR)
        admin.script_flush()
        assert await logins.take(DIGEST, attempt="first")
        admin.script_flush()
        await stores.put()
        admin.script_flush()
        assert await stores.redeem("first") is Redemption.FIRST
        admin.script_flush()
        assert await stores.redeem("second") is Redemption.REPLAY


@pytest.mark.parametrize("matching", [b"EVALSHA", b"LOAD"], ids=["run", "told"])
@pytest.mark.parametrize("lost", list(Lost), ids=lambda lost: lost.name.lower())
async def test_a_script_told_again_over_a_bad_network_still_runs_once(
    redis_process: RedisProcess,
    faulty: FaultProxy,
    faulty_redis: Redis,
    lost: Lost,
    matching: bytes,
) -> None:
    stores = redis_stores(faulty_redis)
    await stores.put()
    with redis_process.client() as admin:
        admin.script_flush()
    faulty.loss = Loss(lost, 1, matching=matching)
    assert await stores.redeem("first") is Redemption.FIRST
    assert faulty.loss.count == 0
    assert await stores.redeem("second") is Redemption.REPLAY


async def test_a_full_redis_takes_nothing_new_and_leaves_a_code_redeemable(
    redis_process: RedisProcess, stores: CodeStores, logins: RedisLoginStore
) -> None:
    await stores.put()
    await stores.codes.put(OTHER_DIGEST, FULL_CODE, keep_for=KEEP_FOR)
    await stores.codes.redeem(OTHER_DIGEST, FULL_CODE.grant(), attempt="first", keep_for=KEEP_FOR)
    redis_process.config("maxmemory-policy", "noeviction")
    redis_process.config("maxmemory", 1)
    with pytest.raises(StoreUnavailable):
        await stores.redeem("first")
    with pytest.raises(StoreUnavailable):
        await logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR)
    with pytest.raises(StoreUnavailable):
        await stores.codes.put("new", FULL_CODE, keep_for=KEEP_FOR)
    stored = await stores.codes.get(DIGEST)
    assert stored is not None
    assert not stored.used
    assert await stores.grants.get(DIGEST) is None
    # Whoever must lose access loses it all the same.
    await stores.grants.end(OTHER_DIGEST)
    assert await stores.grants.get(OTHER_DIGEST) is None
    redis_process.config("maxmemory", 0)
    assert await stores.redeem("second") is Redemption.FIRST
    assert await stores.grant() == FULL_CODE.grant()


async def test_a_full_redis_leaves_a_login_as_it_was(
    redis_process: RedisProcess, logins: RedisLoginStore
) -> None:
    await logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR)
    redis_process.config("maxmemory-policy", "noeviction")
    redis_process.config("maxmemory", 1)
    with pytest.raises(StoreUnavailable):
        await logins.take(DIGEST, attempt="first")
    assert await logins.get(DIGEST) == FULL_LOGIN
    redis_process.config("maxmemory", 0)
    assert await logins.take(DIGEST, attempt="second")


async def test_what_was_flushed_is_unknown(redis_process: RedisProcess, redis: Redis) -> None:
    stores = all_redis_stores(redis)
    await stores.put_all()
    with redis_process.client() as admin:
        admin.flushall()
    assert await stores.found() == []
    assert not await stores.logins.take(DIGEST, attempt="first")
    assert not await stores.interactions.take(DIGEST, attempt="first")
    assert not await stores.sessions.renew(DIGEST, FULL_SESSION)
    assert await stores.redeem("first") is Redemption.UNKNOWN
    assert await stores.sign_ons.end(SID, keep_for=KEEP_FOR) == frozenset()
    await stores.grants.end(DIGEST)
    await stores.sessions.end(DIGEST)


async def test_keys_of_another_type_are_unavailable_and_stay_as_they_are(
    redis_process: RedisProcess, redis: Redis
) -> None:
    stores = all_redis_stores(redis)
    await stores.put_all()
    with redis_process.client() as admin:
        names = list(admin.scan_iter())
        for name in names:
            admin.delete(name)
            admin.rpush(name, "somebody else's")
            admin.expire(name, 60)
        for verb in (
            stores.logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR),
            stores.logins.get(DIGEST),
            stores.logins.take(DIGEST, attempt="first"),
            stores.interactions.put(DIGEST, FULL_INTERACTION, keep_for=KEEP_FOR),
            stores.interactions.get(DIGEST),
            stores.interactions.take(DIGEST, attempt="first"),
            stores.codes.put(DIGEST, FULL_CODE, keep_for=KEEP_FOR),
            stores.codes.get(DIGEST),
            stores.redeem("first"),
            stores.grants.get(DIGEST),
            stores.grants.end(DIGEST),
            stores.grants.of(PERSON),
            stores.sessions.of(PERSON),
            stores.sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR),
            stores.requests.get(DIGEST),
            stores.sessions.get(DIGEST),
            stores.consents.remember(SUBJECT, CLIENT, SCOPE, keep_for=KEEP_FOR),
            stores.consents.remembered(SUBJECT, CLIENT),
            stores.logouts.get(DIGEST),
            stores.sign_ons.join(SID, CLIENT, keep_for=KEEP_FOR),
            stores.sign_ons.has_ended(SID),
        ):
            with pytest.raises(StoreUnavailable):
                await verb
        assert len(names) == 12
        assert all(admin.lrange(name, 0, -1) == [b"somebody else's"] for name in names)


async def test_a_refused_password_is_unavailable_and_never_told(
    redis_process: RedisProcess, redis: Redis
) -> None:
    redis_process.config("requirepass", "right")
    wrong = connect(f"redis://:wr0ng-s3cret@127.0.0.1:{redis_process.port}/0")
    right = connect(f"redis://:right@127.0.0.1:{redis_process.port}/0")
    for client in (redis, wrong):
        with pytest.raises(StoreUnavailable) as refusal:
            await RedisStore(redis=client).ping()
        assert "wr0ng-s3cret" not in f"{refusal.value!r} {refusal.value.__cause__!r}"
    await RedisStore(redis=right).ping()
    await RedisStore(redis=right).redis.config_set("requirepass", "")
    await wrong.aclose()
    await right.aclose()


async def test_a_restarted_redis_knows_nothing_and_serves_on(
    redis_process: RedisProcess, stores: CodeStores
) -> None:
    await stores.put()
    redis_process.stop()
    redis_process.start()
    assert await stores.redeem("first") is Redemption.UNKNOWN
    await stores.put()
    assert await stores.redeem("first") is Redemption.FIRST
