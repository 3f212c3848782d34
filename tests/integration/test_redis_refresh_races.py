"""N-RF-03, C-22: one refresh token used many times at once never gives two that live."""

import asyncio
from random import Random

import pytest
from redis.asyncio import Redis

from application.ports.store import StoreUnavailable
from application.token.issue_tokens import IssuedTokens
from domain.errors import InvalidGrant
from tests.builders import DISCORD_ID, a_client
from tests.fault_proxy import FaultProxy, Loss, Lost
from tests.redis_house import (
    REPLACING,
    a_house,
    another_worker,
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
from tests.redis_process import RedisProcess
from tests.redis_verbs import ANSWERED_WITHIN
from tests.unit.application.house import House

pytestmark = [pytest.mark.anyio, pytest.mark.redis]
every_loss = pytest.mark.parametrize("lost", list(Lost), ids=lambda lost: lost.name.lower())

CALLERS = 50
GRACE = 10


@pytest.fixture
async def house(faulty_redis: Redis) -> House:
    return await warmed(a_house(faulty_redis))


async def assert_one_family_of_one_token(
    house: House, first: IssuedTokens, successors: list[IssuedTokens]
) -> None:
    """See one grant, and one token of it alive at most: exactly one after it came once more."""
    assert len(await house.grants.of(DISCORD_ID)) == 1
    assert len(await living(house, [first, *successors])) <= 1
    # Within its grace, whatever was lost.
    fresh = await house.refresh(refresh_token_of(first))
    assert await living(house, [first, *successors, fresh]) == [fresh]


async def assert_reuse_ends_it(house: House, tokens: list[IssuedTokens]) -> None:
    """See a token that was replaced, once it comes, end everything."""
    dead = [issued for issued in tokens if not await living(house, [issued])]
    with pytest.raises(InvalidGrant):
        await house.refresh(refresh_token_of(dead[0]))
    assert await nothing_lives(house, tokens)
    assert await house.grants.of(DISCORD_ID) == {}


async def test_of_fifty_successors_one_lives(house: House, faulty_redis: Redis) -> None:
    worker = another_worker(house, faulty_redis)
    first = await begin(house)
    outcomes = await refresh_at_once([house, worker], first, CALLERS // 2)
    # Whoever looked before the first of them was through gets nothing, and ends nothing; whoever
    # came after it has come again within the grace.
    successors = given(outcomes)
    assert refusals(outcomes) == {InvalidGrant}
    (alive,) = await living(house, [first, *successors])
    last = await house.refresh(refresh_token_of(alive))
    assert await living(house, [first, *successors, last]) == [last]
    await assert_reuse_ends_it(house, [first, *successors, last])


@pytest.mark.parametrize("count", [1, 5, CALLERS])
@every_loss
async def test_of_fifty_at_once_one_token_lives_although_the_network_loses(
    house: House, faulty: FaultProxy, lost: Lost, count: int
) -> None:
    first = await begin(house)
    faulty.loss = Loss(lost, count, matching=REPLACING)
    outcomes = await refresh_at_once([house], first, CALLERS)
    assert faulty.loss.count < count
    assert refusals(outcomes) <= {InvalidGrant, StoreUnavailable}
    await assert_one_family_of_one_token(house, first, given(outcomes))


@every_loss
async def test_a_token_whose_every_reply_was_lost_comes_again_within_its_grace(
    house: House, faulty: FaultProxy, lost: Lost
) -> None:
    first = await begin(house)
    faulty.loss = Loss(lost, -1, matching=REPLACING, repeats=True)
    outcomes = await refresh_at_once([house], first, CALLERS)
    assert {StoreUnavailable} <= set(outcomes) <= {StoreUnavailable, InvalidGrant}
    await faulty.heal()
    await assert_one_family_of_one_token(house, first, [])


async def test_a_lost_reply_noticed_after_the_grace_costs_the_family(
    house: House, faulty: FaultProxy
) -> None:
    first = await begin(house)
    faulty.loss = Loss(Lost.REPLY, -1, matching=REPLACING, repeats=True)
    assert await outcome(house.refresh(refresh_token_of(first))) is StoreUnavailable
    await faulty.heal()
    house.clock.advance(GRACE)
    outcomes = await refresh_at_once([house], first, CALLERS)
    assert set(outcomes) == {InvalidGrant}
    assert await nothing_lives(house, [first])


async def test_fifty_that_reuse_a_token_after_its_grace_get_nothing_and_end_everything(
    house: House, faulty: FaultProxy
) -> None:
    first = await begin(house)
    second = await house.refresh(refresh_token_of(first))
    house.clock.advance(GRACE)
    faulty.latency = (0.0, 0.01)
    racing = [refresh_at_once([house], issued, CALLERS // 2) for issued in (first, second)]
    reused, outcomes = await asyncio.gather(*racing)
    await faulty.heal()
    assert set(reused) == {InvalidGrant}
    assert await nothing_lives(house, [first, second, *given(outcomes)])
    assert await house.grants.of(DISCORD_ID) == {}


@pytest.mark.parametrize("seed", range(8))
async def test_one_lives_after_a_storm_of_resets_and_delays(
    house: House, faulty: FaultProxy, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - repeatable, no secrets
    first = await begin(house)
    faulty.latency = (0.0, random.choice([0.001, 0.01, 0.03]))
    racing = asyncio.ensure_future(refresh_at_once([house], first, CALLERS))
    for _ in range(random.randrange(1, 12)):
        await asyncio.sleep(random.uniform(0, 0.05))
        faulty.cut()
    outcomes = await racing
    await faulty.heal()
    assert refusals(outcomes) <= {InvalidGrant, StoreUnavailable}
    await assert_one_family_of_one_token(house, first, given(outcomes))


async def test_fifty_at_a_redis_that_freezes_hear_of_it_in_time_and_one_lives(
    house: House, faulty: FaultProxy, redis_process: RedisProcess
) -> None:
    first = await begin(house)
    faulty.latency = (0.02, 0.04)
    racing = asyncio.ensure_future(refresh_at_once([house], first, CALLERS))
    await asyncio.sleep(0.05)
    redis_process.freeze()
    async with asyncio.timeout(ANSWERED_WITHIN):
        outcomes = await racing
    redis_process.thaw()
    await faulty.heal()
    assert StoreUnavailable in outcomes
    await assert_one_family_of_one_token(house, first, given(outcomes))


async def test_a_token_that_is_not_rotated_stays_the_one(house: House) -> None:
    house.register(a_client(rotates_refresh_tokens=False))
    first = await begin(house)
    outcomes = await refresh_at_once([house], first, CALLERS)
    assert {issued.refresh_token for issued in given(outcomes)} == {first.refresh_token}
    assert len(given(outcomes)) == CALLERS
    assert await living(house, [first]) == [first]
    assert len(await house.grants.of(DISCORD_ID)) == 1
