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
from tests.contract.stores import CLIENT, SID, SUBJECT, all_redis_stores

pytestmark = [pytest.mark.anyio, pytest.mark.redis]

HASHES: dict[str, object] = {
    f"auth_req:{DIGEST}": FULL_LOGIN,
    f"interaction:{DIGEST}": FULL_INTERACTION,
    f"auth_code:{{{DIGEST}}}": FULL_CODE,
}
STRINGS: dict[str, object] = {
    f"grant:{{{DIGEST}}}": FULL_CODE.grant(),
    f"posted_req:{DIGEST}": FULL_HELD,
    f"logout:{DIGEST}": FULL_LOGOUT,
    # No client is named in a session.
    f"session:{DIGEST}": replace(FULL_SESSION, sid="dashboard"),
}


def write(url: str, written: Callable[[object], bytes]) -> None:
    """Write one record of each kind, past the adapters."""
    with BlockingRedis.from_url(url) as raw:
        for key, entity in HASHES.items():
            raw.hset(key, "payload", written(entity))
            raw.expire(key, 60)
        for key, entity in STRINGS.items():
            raw.set(key, written(entity), ex=60)


async def test_what_we_wrote_ourselves_is_found(redis: Redis, redis_url: str) -> None:
    write(redis_url, encode)
    assert len(await all_redis_stores(redis).found()) == len(HASHES | STRINGS)


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
