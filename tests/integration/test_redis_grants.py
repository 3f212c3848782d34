"""How grants, and the lists of what a person has, lie in Redis: names, lives, and no leftovers."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from redis import Redis as BlockingRedis
from redis.asyncio import Redis

from adapters.store.keys import client_group, entry
from application.ports.auth_code_store import Redemption
from application.ports.store import StoreUnavailable
from tests.contract.code_stores import CodeStores, redis_stores
from tests.contract.entities import DIGEST, FULL_CODE, FULL_SESSION, KEEP_FOR, OTHER_DIGEST
from tests.contract.grants import FULL_GRANT, HOUR
from tests.contract.stores import PERSON, all_redis_stores
from tests.redis_look import keys, lives_for, raw_client

pytestmark = [pytest.mark.anyio, pytest.mark.redis]

CODE, FAMILY = f"auth_code:{{{DIGEST}}}", f"family:{{{DIGEST}}}"
GRANTS, SESSIONS = f"grants_of:{PERSON}", f"sessions_of:{PERSON}"


def listed_as(name: str) -> str:
    """Give how a grant stands in the list of its person."""
    return entry(client_group(FULL_GRANT.client_id), name)


@pytest.fixture
def raw(redis_url: str) -> Iterator[BlockingRedis]:
    """Give a look at what lies there, past the adapters."""
    with raw_client(redis_url) as client:
        yield client


@pytest.fixture
def stores(redis: Redis) -> CodeStores:
    return redis_stores(redis)


async def change(stores: CodeStores, keep_for: timedelta | None) -> bool:
    """Replace the grant that was begun by its like."""
    return await stores.grants.replace(
        DIGEST, await stores.look(), FULL_GRANT, revision="second", keep_for=keep_for
    )


async def test_code_and_grant_share_a_slot_of_a_cluster(redis: Redis, raw: BlockingRedis) -> None:
    stores = redis_stores(redis, prefix="guildpass:")
    await stores.put()
    await stores.redeem("first")
    # A cluster hashes only what stands between the first pair of braces.
    tags = {key: key.partition("{")[2].partition("}")[0] for key in keys(raw)}
    assert tags == {
        f"guildpass:{CODE}": DIGEST,
        f"guildpass:{FAMILY}": DIGEST,
        # Written by a script of its own.
        f"guildpass:{GRANTS}": "",
    }


async def test_tombstone_and_grant_live_as_long_as_the_access_token(
    redis: Redis, raw: BlockingRedis
) -> None:
    stores, grant = redis_stores(redis), FULL_CODE.grant()
    await stores.put()
    await stores.codes.redeem(DIGEST, grant, attempt="first", keep_for=HOUR)
    assert keys(raw) == [CODE, FAMILY, GRANTS]
    assert all(lives_for(raw, key, HOUR) for key in keys(raw))


async def test_a_late_repeat_of_a_put_does_not_shorten_a_tombstone(
    redis: Redis, raw: BlockingRedis
) -> None:
    stores, grant = redis_stores(redis), FULL_CODE.grant()
    await stores.put()
    await stores.codes.redeem(DIGEST, grant, attempt="first", keep_for=HOUR)
    await stores.put()
    assert lives_for(raw, CODE, HOUR)


async def test_a_replay_does_not_lengthen_anything(redis: Redis, raw: BlockingRedis) -> None:
    stores, grant = redis_stores(redis), FULL_CODE.grant()
    await stores.put()
    await stores.redeem("first")
    for attempt in ("first", "second"):
        await stores.codes.redeem(DIGEST, grant, attempt=attempt, keep_for=HOUR)
    assert all(lives_for(raw, key, KEEP_FOR) for key in (CODE, FAMILY))


async def test_a_grant_is_one_hash_of_a_payload_and_a_revision(
    stores: CodeStores, raw: BlockingRedis
) -> None:
    await stores.begin()
    assert await change(stores, HOUR)
    assert set(raw.hgetall(FAMILY)) == {"payload", "revision"}
    assert raw.hget(FAMILY, "revision") == "second"


async def test_a_changed_grant_is_kept_for_the_time_it_had_left(
    stores: CodeStores, raw: BlockingRedis
) -> None:
    await stores.begin()
    raw.pexpire(FAMILY, 7_000)
    assert await change(stores, None)
    assert 0 < raw.pttl(FAMILY) <= 7_000


async def test_a_changed_grant_is_kept_and_listed_for_a_new_time(
    stores: CodeStores, raw: BlockingRedis
) -> None:
    await stores.begin()
    listed = raw.zscore(GRANTS, listed_as(DIGEST))
    assert await change(stores, HOUR)
    assert all(lives_for(raw, key, HOUR) for key in (FAMILY, GRANTS))
    later = raw.zscore(GRANTS, listed_as(DIGEST))
    assert isinstance(listed, float)
    assert isinstance(later, float)
    assert later - listed >= (HOUR - KEEP_FOR).total_seconds() * 1000


async def test_a_grant_is_listed_no_shorter_than_it_may_live(
    stores: CodeStores, raw: BlockingRedis
) -> None:
    before = await stores.begin(keep_for=HOUR)
    listed = raw.zscore(GRANTS, listed_as(DIGEST))
    await change(stores, None)
    # The change of somebody else came first, so that the shorter time counts for nothing.
    assert not await stores.grants.replace(
        DIGEST, before, FULL_GRANT, revision="late", keep_for=KEEP_FOR
    )
    assert lives_for(raw, FAMILY, HOUR)
    assert lives_for(raw, GRANTS, HOUR)
    assert raw.zscore(GRANTS, listed_as(DIGEST)) == listed


async def test_a_change_that_came_too_late_lengthens_nothing(
    stores: CodeStores, raw: BlockingRedis
) -> None:
    before = await stores.begin()
    await change(stores, None)
    assert not await stores.grants.replace(
        DIGEST, before, FULL_GRANT, revision="late", keep_for=HOUR
    )
    assert lives_for(raw, FAMILY, KEEP_FOR)


async def test_of_what_has_ended_only_the_tombstone_stays(redis: Redis, raw: BlockingRedis) -> None:
    stores = all_redis_stores(redis)
    await redis_stores(redis).begin()
    await stores.sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
    await stores.grants.end(DIGEST)
    await stores.sessions.end(DIGEST)
    assert keys(raw) == [CODE]


async def test_what_has_expired_is_not_found_and_falls_off_the_list(
    redis: Redis, raw: BlockingRedis
) -> None:
    stores = all_redis_stores(redis)
    await redis_stores(redis).begin()
    await stores.sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
    # As if their time had passed.
    raw.delete(FAMILY, f"session:{DIGEST}")
    raw.zadd(GRANTS, {listed_as(DIGEST): 1})
    raw.zadd(SESSIONS, {entry("", DIGEST): 1})
    assert await stores.grants.of(PERSON) == {}
    assert await stores.sessions.of(PERSON) == {}
    await redis_stores(redis).begin(under=OTHER_DIGEST)
    await stores.sessions.put(OTHER_DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
    assert raw.zrange(GRANTS, 0, -1) == [listed_as(OTHER_DIGEST)]
    assert raw.zrange(SESSIONS, 0, -1) == [entry("", OTHER_DIGEST)]


async def test_those_that_make_room_are_taken_off_the_list(
    redis: Redis, raw: BlockingRedis
) -> None:
    stores = all_redis_stores(redis)
    for number in range(103):
        keep_for = HOUR + timedelta(minutes=number)
        await redis_stores(redis).begin(under=f"{number}", keep_for=keep_for)
        await stores.sessions.put(f"{number}", FULL_SESSION, keep_for=keep_for)
    left = [f"{number}" for number in range(3, 103)]
    assert raw.zrange(GRANTS, 0, -1) == [listed_as(name) for name in left]
    assert raw.zrange(SESSIONS, 0, -1) == [entry("", name) for name in left]
    assert len(keys(raw)) == 103 + 100 + 100 + 2


async def test_where_the_grant_would_lie_lies_something_else_and_the_code_stays_as_it_was(
    stores: CodeStores, raw: BlockingRedis
) -> None:
    await stores.put()
    raw.rpush(FAMILY, "somebody else's")
    with pytest.raises(StoreUnavailable):
        await stores.redeem("first")
    stored = await stores.codes.get(DIGEST)
    assert stored is not None
    assert not stored.used
    assert lives_for(raw, CODE, KEEP_FOR)
    raw.delete(FAMILY)
    assert await stores.redeem("second") is Redemption.FIRST


async def test_a_tombstone_stays_for_a_day_at_most(redis: Redis, raw: BlockingRedis) -> None:
    await redis_stores(redis).begin(keep_for=timedelta(days=14))
    assert lives_for(raw, FAMILY, timedelta(days=14))
    assert lives_for(raw, CODE, timedelta(days=1))
