"""C-22, N-RF-03: a Redis that dies and comes back forgets neither a use nor a reuse."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from random import Random

import pytest
from redis.asyncio import Redis

from adapters.store.redis.store import connect
from application.ports.store import StoreUnavailable
from application.token.issue_tokens import IssuedTokens
from domain.errors import InvalidGrant
from domain.refresh_token import RefreshToken
from tests.builders import DISCORD_ID
from tests.redis_house import (
    a_house,
    begin,
    given,
    living,
    nothing_lives,
    outcome,
    refresh_at_once,
    refresh_token_of,
    refusals,
    warmed,
)
from tests.redis_process import RedisProcess, keys_without_ttl
from tests.redis_verbs import ANSWERED_WITHIN
from tests.unit.application.house import House

pytestmark = [pytest.mark.anyio, pytest.mark.redis]

CALLERS = 50


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[RedisProcess]:
    """Give a server that has written what it answers; afterwards every key must have a TTL."""
    with RedisProcess(tmp_path, durable=True) as process:
        yield process
        with process.client() as client:
            assert keys_without_ttl(client) == []


@pytest.fixture
async def redis(durable: RedisProcess) -> AsyncIterator[Redis]:
    """Give the client that production uses."""
    client = connect(durable.url)
    yield client
    await client.aclose()


@pytest.fixture
async def house(redis: Redis) -> House:
    return await warmed(a_house(redis))


@pytest.mark.parametrize("seed", range(8))
async def test_one_successor_lives_after_redis_died_amid_fifty_refreshes(
    house: House, durable: RedisProcess, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - repeatable, no secrets
    first = await begin(house)
    racing = asyncio.ensure_future(refresh_at_once([house], first, CALLERS))
    await asyncio.sleep(random.uniform(0.02, 0.4))
    durable.stop()
    async with asyncio.timeout(ANSWERED_WITHIN):
        outcomes = await racing
    durable.start()
    assert refusals(outcomes) <= {InvalidGrant, StoreUnavailable}
    successors = given(outcomes)
    assert len(await house.grants.of(DISCORD_ID)) == 1
    assert len(await living(house, [first, *successors])) <= 1
    fresh = await house.refresh(refresh_token_of(first))
    assert await living(house, [first, *successors, fresh]) == [fresh]


async def test_one_successor_lives_after_redis_came_back_amid_fifty_refreshes(
    house: House, durable: RedisProcess
) -> None:
    first = await begin(house)
    successors: list[IssuedTokens] = []
    for _ in range(3):
        racing = asyncio.ensure_future(refresh_at_once([house], first, CALLERS))
        await asyncio.sleep(0.05)
        durable.stop()
        durable.start()
        outcomes = await racing
        assert refusals(outcomes) <= {InvalidGrant, StoreUnavailable}
        successors += given(outcomes)
        assert len(await living(house, [first, *successors])) <= 1
    fresh = await house.refresh(refresh_token_of(first))
    assert await living(house, [first, *successors, fresh]) == [fresh]
    assert len(await house.grants.of(DISCORD_ID)) == 1


async def test_a_token_replaced_before_a_restart_ends_its_family_after_it(
    house: House, durable: RedisProcess
) -> None:
    first = await begin(house)
    second = await house.refresh(refresh_token_of(first))
    third = await house.refresh(refresh_token_of(second))
    durable.stop()
    durable.start()
    assert await outcome(house.refresh(refresh_token_of(first))) is InvalidGrant
    assert await nothing_lives(house, [first, second, third])
    durable.stop()
    durable.start()
    assert await outcome(house.refresh(refresh_token_of(third))) is InvalidGrant


async def test_what_was_revoked_before_a_restart_stays_so(
    house: House, durable: RedisProcess
) -> None:
    first, other = await begin(house), await begin(house)
    second = await house.refresh(refresh_token_of(first))
    await house.revoke(refresh_token_of(first))
    await house.revoke(other.access_token)
    durable.stop()
    durable.start()
    assert await nothing_lives(house, [first, second])
    assert not await house.is_alive(other)
    assert await living(house, [other]) == [other]


async def test_a_rotation_that_redis_forgot_ends_the_family_once_its_token_comes(
    house: House, redis: Redis
) -> None:
    """Rather that than a token that nobody knows of: as after a fall-back to an old replica."""
    first = await begin(house)
    refresh_token = RefreshToken.parsed(refresh_token_of(first))
    assert refresh_token is not None
    key = f"family:{{{refresh_token.grant_id}}}"
    before, ttl = await redis.dump(key), await redis.pttl(key)
    assert before is not None
    second = await house.refresh(refresh_token_of(first))
    await redis.restore(key, ttl, before, replace=True)
    assert await living(house, [first, second]) == [first]
    thief = await house.refresh(refresh_token_of(first))
    assert await outcome(house.refresh(refresh_token_of(second))) is InvalidGrant
    assert await nothing_lives(house, [first, second, thief])


async def test_of_fifty_exchanges_of_one_code_one_gets_tokens_and_the_replays_end_them(
    house: House, durable: RedisProcess
) -> None:
    code = await house.sign_in(scope="openid offline_access")
    outcomes = await asyncio.gather(*(outcome(house.redeem(code)) for _ in range(CALLERS)))
    assert len(given(outcomes)) == 1
    assert refusals(outcomes) == {InvalidGrant}
    assert await nothing_lives(house, given(outcomes))
    durable.stop()
    durable.start()
    assert await outcome(house.redeem(code)) is InvalidGrant


@pytest.mark.parametrize("seed", range(8))
async def test_a_code_is_exchanged_once_though_redis_died_amid_fifty_exchanges(
    house: House, durable: RedisProcess, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - repeatable, no secrets
    code = await house.sign_in(scope="openid offline_access")
    racing = asyncio.gather(*(outcome(house.redeem(code)) for _ in range(CALLERS)))
    await asyncio.sleep(random.uniform(0.01, 0.2))
    durable.stop()
    async with asyncio.timeout(ANSWERED_WITHIN):
        outcomes = await racing
    durable.start()
    late = [await outcome(house.redeem(code)) for _ in range(2)]
    assert len(given([*outcomes, *late])) <= 1
    assert late[1] is InvalidGrant
    assert await nothing_lives(house, given([*outcomes, *late]))
    assert await house.grants.of(DISCORD_ID) == {}
