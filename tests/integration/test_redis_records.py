"""How records lie in Redis: their names, their lives, and what is never in them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from redis import Redis as BlockingRedis
from redis.asyncio import Redis

from adapters.clients.client_registry import ConfiguredClientRegistry
from adapters.store.redis.login_store import RedisLoginStore
from adapters.store.redis.store import RedisStore
from application.ports.auth_code_store import Redemption
from application.sign_in.authorize import Authorize
from application.sign_in.issue_code import IssueCode
from domain.opaque_token import digest
from domain.parameters import Parameters
from tests.builders import (
    CLIENT_ID,
    CLIENT_SECRET,
    REDIRECT_URI,
    a_client,
    an_auth_request,
    an_identity,
)
from tests.contract.code_stores import redis_stores
from tests.contract.entities import DIGEST, FULL_CODE, FULL_LOGIN, KEEP_FOR
from tests.contract.foreign import FOREIGN, not_utf_8, of_another_version
from tests.fakes.audit_log import FakeAuditLog
from tests.fakes.clock import FakeClock
from tests.fakes.token_generator import FakeTokenGenerator
from tests.fakes.upstream import FakeUpstream

pytestmark = [pytest.mark.anyio, pytest.mark.redis]

_HOUR = timedelta(hours=1)
_MOST_SECONDS_PASSED = 30


@pytest.fixture
def raw(redis_url: str) -> Iterator[BlockingRedis]:
    """Give a look at what lies there, past the adapters."""
    with BlockingRedis.from_url(
        redis_url, decode_responses=True, encoding_errors="backslashreplace"
    ) as client:
        yield client


def keys(raw: BlockingRedis) -> list[str]:
    """Give every key there is."""
    return sorted(str(key) for key in raw.scan_iter())


def lives_for(raw: BlockingRedis, key: str, life: timedelta) -> bool:
    """Tell whether a key is to live that long, counted from a moment ago."""
    left = raw.pttl(key) / 1000
    return life.total_seconds() - _MOST_SECONDS_PASSED < left <= life.total_seconds()


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


async def test_code_and_grant_share_a_slot_of_a_cluster(redis: Redis, raw: BlockingRedis) -> None:
    stores = redis_stores(redis, prefix="guildpass:")
    await stores.put()
    await stores.redeem("first")
    # A cluster hashes only what stands between the first pair of braces.
    tags = {key.partition("{")[2].partition("}")[0] for key in keys(raw)}
    assert len(keys(raw)) == 2
    assert tags == {DIGEST}


async def test_tombstone_and_grant_live_as_long_as_the_access_token(
    redis: Redis, raw: BlockingRedis
) -> None:
    stores, grant = redis_stores(redis), FULL_CODE.grant()
    await stores.put()
    await stores.codes.redeem(DIGEST, grant, attempt="first", keep_for=_HOUR)
    assert keys(raw) == [f"{kind}:{{{DIGEST}}}" for kind in ("auth_code", "grant")]
    assert all(lives_for(raw, key, _HOUR) for key in keys(raw))


async def test_a_late_repeat_of_a_put_does_not_shorten_a_tombstone(
    redis: Redis, raw: BlockingRedis
) -> None:
    stores, grant = redis_stores(redis), FULL_CODE.grant()
    await stores.put()
    await stores.codes.redeem(DIGEST, grant, attempt="first", keep_for=_HOUR)
    await stores.put()
    assert lives_for(raw, f"auth_code:{{{DIGEST}}}", _HOUR)


async def test_a_replay_does_not_lengthen_anything(redis: Redis, raw: BlockingRedis) -> None:
    stores, grant = redis_stores(redis), FULL_CODE.grant()
    await stores.put()
    await stores.redeem("first")
    for attempt in ("first", "second"):
        await stores.codes.redeem(DIGEST, grant, attempt=attempt, keep_for=_HOUR)
    assert all(lives_for(raw, key, KEEP_FOR) for key in keys(raw))


async def test_the_prefix_stands_before_every_key(redis: Redis, raw: BlockingRedis) -> None:
    stores = redis_stores(redis, prefix="club:")
    logins = RedisLoginStore(store=RedisStore(redis=redis, prefix="club:"))
    await logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR)
    await stores.put()
    await stores.redeem("first")
    names = (f"auth_code:{{{DIGEST}}}", f"auth_req:{DIGEST}", f"grant:{{{DIGEST}}}")
    assert keys(raw) == [f"club:{name}" for name in names]


async def test_two_prefixes_share_nothing(redis: Redis) -> None:
    ours, theirs = redis_stores(redis, prefix="ours:"), redis_stores(redis, prefix="theirs:")
    await ours.put()
    await ours.redeem("first")
    assert await theirs.codes.get(DIGEST) is None
    assert await theirs.grants.get(DIGEST) is None
    assert await theirs.redeem("second") is Redemption.UNKNOWN


@pytest.mark.parametrize("data", FOREIGN.values(), ids=FOREIGN.keys())
async def test_what_somebody_else_wrote_is_absent(
    redis: Redis, raw: BlockingRedis, data: bytes
) -> None:
    for key in (f"auth_req:{DIGEST}", f"auth_code:{{{DIGEST}}}"):
        raw.hset(key, "payload", data)
        raw.expire(key, 60)
    raw.set(f"grant:{{{DIGEST}}}", data, ex=60)
    stores = redis_stores(redis)
    assert await RedisLoginStore(store=RedisStore(redis=redis)).get(DIGEST) is None
    assert await stores.codes.get(DIGEST) is None
    assert await stores.grants.get(DIGEST) is None


@pytest.mark.parametrize("spoilt", [of_another_version, not_utf_8])
async def test_what_another_version_or_a_fault_wrote_is_absent(
    redis: Redis, raw: BlockingRedis, spoilt: Callable[[object], bytes]
) -> None:
    for key, entity in (
        (f"auth_req:{DIGEST}", FULL_LOGIN),
        (f"auth_code:{{{DIGEST}}}", FULL_CODE),
    ):
        raw.hset(key, "payload", spoilt(entity))
        raw.expire(key, 60)
    raw.set(f"grant:{{{DIGEST}}}", spoilt(FULL_CODE.grant()), ex=60)
    stores = redis_stores(redis)
    assert await RedisLoginStore(store=RedisStore(redis=redis)).get(DIGEST) is None
    assert await stores.codes.get(DIGEST) is None
    assert await stores.grants.get(DIGEST) is None


async def test_no_raw_state_code_cookie_or_secret_is_kept(redis: Redis, raw: BlockingRedis) -> None:
    stores, clock, tokens = redis_stores(redis), FakeClock(), FakeTokenGenerator()
    authorize = Authorize(
        clients=ConfiguredClientRegistry(clients=[a_client()]),
        logins=RedisLoginStore(store=RedisStore(redis=redis)),
        upstream=FakeUpstream(an_identity()),
        clock=clock,
        tokens=tokens,
        login_lifetime=KEEP_FOR,
    )
    issue_code = IssueCode(
        auth_codes=stores.codes, clock=clock, tokens=tokens, audit=FakeAuditLog(), lifetime=KEEP_FOR
    )
    request = {"client_id": CLIENT_ID, "redirect_uri": REDIRECT_URI, "response_type": "code"}
    sent = await authorize(Parameters({**request, "scope": "openid"}.items()), browser=None)
    [state] = parse_qs(urlsplit(sent.url).query)["state"]
    code = await issue_code(an_auth_request(), an_identity())
    await stores.codes.redeem(
        digest(code), FULL_CODE.grant(), attempt=tokens.token(), keep_for=KEEP_FOR
    )
    kept = "\n".join(key + everything_in(raw, key) for key in keys(raw))
    assert digest(state) in kept
    assert digest(code) in kept
    assert not [s for s in (state, code, sent.browser, CLIENT_SECRET) if s in kept]


def everything_in(raw: BlockingRedis, key: str) -> str:
    """Give the value of a key, whatever its type."""
    if raw.type(key) == "string":
        return str(raw.get(key))
    return str(raw.hgetall(key))
