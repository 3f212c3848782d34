"""How records lie in Redis: their names, their lives, and what is never in them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from redis import Redis as BlockingRedis
from redis.asyncio import Redis

from adapters.store.redis.login_store import RedisLoginStore
from adapters.store.redis.store import RedisStore
from application.ports.auth_code_store import Redemption
from domain.opaque_token import digest
from tests.contract.code_stores import redis_stores
from tests.contract.entities import BARE_SESSION, DIGEST, FULL_LOGIN, KEEP_FOR
from tests.contract.stores import CLIENT, PERSON, SCOPE, SID, SUBJECT, all_redis_stores
from tests.redis_look import keys, lives_for, raw_client
from tests.redis_process import keys_without_ttl

pytestmark = [pytest.mark.anyio, pytest.mark.redis]

_HOUR = timedelta(hours=1)
ALL_KEYS = [
    f"auth_code:{{{DIGEST}}}",
    f"auth_req:{DIGEST}",
    f"consent:{SUBJECT}:{digest(CLIENT)}",
    f"ended:{{{digest(SID)}}}",
    f"family:{{{DIGEST}}}",
    f"grants_of:{PERSON}",
    f"interaction:{DIGEST}",
    f"joined:{{{digest(SID)}}}",
    f"logout:{DIGEST}",
    f"posted_req:{DIGEST}",
    f"session:{DIGEST}",
    f"sessions_of:{PERSON}",
]


@pytest.fixture
def raw(redis_url: str) -> Iterator[BlockingRedis]:
    """Give a look at what lies there, past the adapters."""
    with raw_client(redis_url) as client:
        yield client


async def test_a_login_lies_under_auth_req_and_its_digest(redis: Redis, raw: BlockingRedis) -> None:
    logins = RedisLoginStore(store=RedisStore(redis=redis))
    await logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR)
    assert keys(raw) == [f"auth_req:{DIGEST}"]
    assert lives_for(raw, f"auth_req:{DIGEST}", KEEP_FOR)
    await logins.take(DIGEST, attempt="first")
    assert lives_for(raw, f"auth_req:{DIGEST}", KEEP_FOR)


async def test_a_code_lies_under_auth_code_and_its_digest_in_braces(
    redis: Redis, raw: BlockingRedis
) -> None:
    await redis_stores(redis).put()
    assert keys(raw) == [f"auth_code:{{{DIGEST}}}"]
    assert lives_for(raw, f"auth_code:{{{DIGEST}}}", KEEP_FOR)


async def test_the_prefix_stands_before_every_key(redis: Redis, raw: BlockingRedis) -> None:
    await all_redis_stores(redis, prefix="club:").put_all()
    assert keys(raw) == [f"club:{name}" for name in ALL_KEYS]


async def test_two_prefixes_share_nothing(redis: Redis) -> None:
    ours = all_redis_stores(redis, prefix="ours:")
    theirs = all_redis_stores(redis, prefix="theirs:")
    await ours.put_all()
    assert await theirs.found() == []
    assert await theirs.redeem("second") is Redemption.UNKNOWN
    assert not await theirs.logins.take(DIGEST, attempt="second")
    assert not await theirs.interactions.take(DIGEST, attempt="second")
    assert not await theirs.sessions.renew(DIGEST, BARE_SESSION)


async def test_every_kind_of_record_lies_under_its_own_name_and_has_an_end(
    redis: Redis, raw: BlockingRedis
) -> None:
    stores = all_redis_stores(redis)
    await stores.put_all()
    assert keys(raw) == ALL_KEYS
    assert all(lives_for(raw, key, KEEP_FOR) for key in ALL_KEYS)
    await stores.sessions.renew(DIGEST, BARE_SESSION)
    await stores.consents.remember(SUBJECT, CLIENT, SCOPE, keep_for=KEEP_FOR)
    await stores.sign_ons.join(SID, "forum", keep_for=KEEP_FOR)
    await stores.sign_ons.end(SID, keep_for=KEEP_FOR)
    assert await stores.interactions.take(DIGEST, attempt="first")
    assert keys_without_ttl(raw) == []


async def test_renewing_a_session_keeps_the_time_it_had_left(
    redis: Redis, raw: BlockingRedis
) -> None:
    stores, key = all_redis_stores(redis), f"session:{DIGEST}"
    await stores.put_all()
    raw.pexpire(key, 7_000)
    assert await stores.sessions.renew(DIGEST, BARE_SESSION)
    assert await stores.sessions.get(DIGEST) == BARE_SESSION
    assert 0 < raw.pttl(key) <= 7_000


async def test_agreeing_again_begins_the_time_of_all_scopes_anew(
    redis: Redis, raw: BlockingRedis
) -> None:
    stores, key = all_redis_stores(redis), f"consent:{SUBJECT}:{digest(CLIENT)}"
    await stores.put_all()
    raw.pexpire(key, 7_000)
    await stores.consents.remember(SUBJECT, CLIENT, {"email"}, keep_for=_HOUR)
    assert lives_for(raw, key, _HOUR)
    assert await stores.consents.remembered(SUBJECT, CLIENT) == SCOPE | {"email"}


async def test_agreeing_to_nothing_leaves_no_key_behind(redis: Redis, raw: BlockingRedis) -> None:
    await all_redis_stores(redis).consents.remember(SUBJECT, CLIENT, set(), keep_for=_HOUR)
    assert keys(raw) == []


async def test_joining_again_begins_the_time_of_all_clients_anew(
    redis: Redis, raw: BlockingRedis
) -> None:
    stores, key = all_redis_stores(redis), f"joined:{{{digest(SID)}}}"
    await stores.put_all()
    raw.pexpire(key, 7_000)
    await stores.sign_ons.join(SID, "forum", keep_for=_HOUR)
    assert lives_for(raw, key, _HOUR)
    assert await stores.sign_ons.end(SID, keep_for=KEEP_FOR) == {CLIENT, "forum"}


async def test_ending_again_begins_the_time_of_the_mark_anew_and_of_nothing_else(
    redis: Redis, raw: BlockingRedis
) -> None:
    stores = all_redis_stores(redis)
    await stores.put_all()
    await stores.sign_ons.end(SID, keep_for=_HOUR)
    assert lives_for(raw, f"ended:{{{digest(SID)}}}", _HOUR)
    assert lives_for(raw, f"joined:{{{digest(SID)}}}", KEEP_FOR)


async def test_mark_and_clients_of_a_session_share_a_slot_of_a_cluster(
    redis: Redis, raw: BlockingRedis
) -> None:
    sign_ons = all_redis_stores(redis, prefix="guildpass:").sign_ons
    await sign_ons.join("{a}:*", CLIENT, keep_for=KEEP_FOR)
    await sign_ons.end("{a}:*", keep_for=KEEP_FOR)
    tags = {key.partition("{")[2].partition("}")[0] for key in keys(raw)}
    assert len(keys(raw)) == 2
    assert tags == {digest("{a}:*")}
