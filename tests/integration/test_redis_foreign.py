"""What lies in Redis and was not written by this version of us is absent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from redis import Redis as BlockingRedis
from redis.asyncio import Redis

from adapters.store.codec import encode
from domain.opaque_token import digest
from tests.contract.entities import (
    DIGEST,
    FULL_CODE,
    FULL_HELD,
    FULL_INTERACTION,
    FULL_LOGIN,
    FULL_LOGOUT,
    FULL_SESSION,
)
from tests.contract.foreign import FOREIGN, not_utf_8, of_the_last_version, of_the_next_version
from tests.contract.grants import FULL_GRANT
from tests.contract.stores import CLIENT, PERSON, SID, SUBJECT, all_redis_stores

pytestmark = [pytest.mark.anyio, pytest.mark.redis]

FAMILY = f"family:{{{DIGEST}}}"
HASHES: dict[str, object] = {
    f"auth_req:{DIGEST}": FULL_LOGIN,
    f"interaction:{DIGEST}": FULL_INTERACTION,
    f"auth_code:{{{DIGEST}}}": FULL_CODE,
    FAMILY: FULL_GRANT,
}
STRINGS: dict[str, object] = {
    f"posted_req:{DIGEST}": FULL_HELD,
    f"logout:{DIGEST}": FULL_LOGOUT,
    # No client is named in a session.
    f"session:{DIGEST}": replace(FULL_SESSION, sid="dashboard"),
}
LISTS = [f"sessions_of:{PERSON}", f"grants_of:{PERSON}"]


def write(url: str, written: Callable[[object], bytes]) -> None:
    """Write one record of each kind, past the adapters, and list those that are listed."""
    with BlockingRedis.from_url(url) as raw:
        for key, entity in HASHES.items():
            raw.hset(key, "payload", written(entity))
            if entity is FULL_GRANT:
                raw.hset(key, "revision", "first")
            raw.expire(key, 60)
        for key, entity in STRINGS.items():
            raw.set(key, written(entity), ex=60)
        for key in LISTS:
            raw.zadd(key, {DIGEST: 4_000_000_000_000})
            raw.expire(key, 60)


async def test_what_we_wrote_ourselves_is_found(redis: Redis, redis_url: str) -> None:
    write(redis_url, encode)
    assert len(await all_redis_stores(redis).found()) == len(HASHES | STRINGS) + len(LISTS)


@pytest.mark.parametrize("data", FOREIGN.values(), ids=FOREIGN.keys())
async def test_what_somebody_else_wrote_is_absent(
    redis: Redis, redis_url: str, data: bytes
) -> None:
    write(redis_url, lambda _: data)
    assert await all_redis_stores(redis).found() == []


@pytest.mark.parametrize("spoilt", [of_the_last_version, of_the_next_version, not_utf_8])
async def test_what_another_version_or_a_fault_wrote_is_absent(
    redis: Redis, redis_url: str, spoilt: Callable[[object], bytes]
) -> None:
    write(redis_url, spoilt)
    assert await all_redis_stores(redis).found() == []


async def test_a_consent_of_somebody_else_is_agreed_to_nothing_we_know(
    redis: Redis, redis_url: str
) -> None:
    key = f"consent:{SUBJECT}:{digest(CLIENT)}"
    with BlockingRedis.from_url(redis_url) as raw:
        raw.sadd(key, b"openid", b"\xffemail", b"OPENID", b"")
        raw.expire(key, 60)
    agreed = await all_redis_stores(redis).consents.remembered(SUBJECT, CLIENT)
    assert agreed & {"openid", "email"} == {"openid"}


async def test_clients_that_somebody_else_wrote_are_clients_that_nobody_registered(
    redis: Redis, redis_url: str
) -> None:
    key = f"joined:{{{digest(SID)}}}"
    with BlockingRedis.from_url(redis_url) as raw:
        raw.sadd(key, b"dashboard", b"\xffforum", b"")
        raw.expire(key, 60)
    joined = await all_redis_stores(redis).sign_ons.end(SID, keep_for=timedelta(minutes=1))
    assert joined & {"dashboard", "forum"} == {"dashboard"}


async def test_names_that_somebody_else_listed_are_names_of_nothing(
    redis: Redis, redis_url: str
) -> None:
    stores = all_redis_stores(redis)
    await stores.put_all()
    with BlockingRedis.from_url(redis_url) as raw:
        for key in LISTS:
            raw.zadd(key, {b"\xff": 4e12, b"": 4e12, b"{": 4e12, b"unknown": float("inf")})
    assert await stores.sessions.of(PERSON) == {DIGEST: FULL_SESSION}
    assert await stores.grants.of(PERSON) == {DIGEST: FULL_GRANT}


async def test_a_list_of_somebody_else_that_has_no_end_gets_one(
    redis: Redis, redis_url: str
) -> None:
    with BlockingRedis.from_url(redis_url) as raw:
        for key in LISTS:
            raw.zadd(key, {"unknown": 4_000_000_000_000})
        await all_redis_stores(redis).put_all()
        assert all(raw.ttl(key) > 0 for key in LISTS)


@pytest.mark.parametrize(
    "fields",
    [
        {"payload": encode(FULL_GRANT)},
        {"revision": b"first"},
        {"payload": b"", "revision": b"first"},
        {"by": b"first", "payload": encode(FULL_CODE), "revision": b"first"},
        {"payload": encode(FULL_LOGIN), "revision": b"first"},
    ],
    ids=["no revision", "no payload", "empty", "a code", "a login"],
)
async def test_a_grant_that_is_not_whole_is_absent_and_can_be_ended(
    redis: Redis, redis_url: str, fields: dict[str, bytes]
) -> None:
    grants = all_redis_stores(redis).grants
    with BlockingRedis.from_url(redis_url) as raw:
        for field, value in fields.items():
            raw.hset(FAMILY, field, value)
        raw.expire(FAMILY, 60)
        raw.zadd(LISTS[1], {DIGEST: 4_000_000_000_000})
        raw.expire(LISTS[1], 60)
        assert await grants.get(DIGEST) is None
        assert await grants.of(PERSON) == {}
        await grants.end(DIGEST)
        assert not raw.exists(FAMILY)


@pytest.mark.parametrize("revision", [b"", b"\xff", b"\x00", b"1", b"x" * 999], ids=ascii)
async def test_whoever_wrote_the_revision_it_changes_only_for_who_saw_it(
    redis: Redis, redis_url: str, revision: bytes
) -> None:
    grants = all_redis_stores(redis).grants
    with BlockingRedis.from_url(redis_url) as raw:
        raw.hset(FAMILY, "payload", encode(FULL_GRANT))
        raw.hset(FAMILY, "revision", revision)
        raw.expire(FAMILY, 60)
    before = await grants.get(DIGEST)
    assert before is not None
    seen = replace(before, revision="another")
    assert not await grants.replace(DIGEST, seen, FULL_GRANT, revision="2", keep_for=None)
    # One that is no text cannot be named again.
    assert await grants.replace(DIGEST, before, FULL_GRANT, revision="2", keep_for=None) == (
        revision != b"\xff"
    )
