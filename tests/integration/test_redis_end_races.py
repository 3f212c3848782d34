"""N-RF-04, N-RV-02, C-24: what is ended while it is used is dead afterwards, whoever was first."""

import asyncio
from collections.abc import Awaitable
from random import Random

import pytest
from redis.asyncio import Redis

from application.token.issue_tokens import IssuedTokens
from domain.errors import InvalidGrant
from domain.scope import OFFLINE_ACCESS
from tests.builders import DISCORD_ID, a_client
from tests.fault_proxy import FaultProxy
from tests.redis_house import (
    Outcome,
    a_house,
    begin,
    given,
    living,
    nothing_lives,
    outcome,
    refresh_token_of,
    refusals,
    warmed,
)
from tests.unit.application.house import House, Signed, code_of
from tests.unit.application.leaving import ended_everywhere
from tests.unit.application.steps import return_with

pytestmark = [pytest.mark.anyio, pytest.mark.redis]

TURNS = 40
CALLERS = 5


@pytest.fixture
async def house(faulty_redis: Redis, faulty: FaultProxy) -> House:
    house = await warmed(a_house(faulty_redis))
    house.register(a_client(always_offline=True))
    # The connections of a busy provider are there, and each reply takes its own time.
    stores = [house.grants.get("unknown") for _ in range(2 * CALLERS)]
    await asyncio.gather(*stores)
    faulty.latency = (0.0, 0.004)
    return house


async def race(
    turn: int, *exchanges: Awaitable[IssuedTokens], against: Awaitable[None]
) -> list[Outcome]:
    """Start an end a little before, amid or after exchanges, and give what they got."""
    delay = Random(turn).uniform(0, 0.02)  # noqa: S311 - repeatable, no secrets

    async def end() -> None:
        await asyncio.sleep(delay)
        await against

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(end())
        racing = [tasks.create_task(_soon(exchange, turn)) for exchange in exchanges]
    return [task.result() for task in racing]


async def _soon(exchange: Awaitable[IssuedTokens], turn: int) -> Outcome:
    await asyncio.sleep(0.01 * (turn % 2))
    return await outcome(exchange)


async def code_for(house: House, who: Signed) -> str:
    """Give a code for who is signed in, without a scope that outlives the session."""
    return code_of(await return_with(house, who, scope="openid profile"))


async def test_revoking_a_refresh_token_that_is_being_used_ends_all_that_comes_of_it(
    house: House,
) -> None:
    late = 0
    for turn in range(TURNS):
        first = await begin(house)
        token = refresh_token_of(first)
        refreshes = [house.refresh(token) for _ in range(CALLERS)]
        outcomes = await race(turn, *refreshes, against=house.revoke(token))
        assert refusals(outcomes) <= {InvalidGrant}
        assert await nothing_lives(house, [first, *given(outcomes)])
        assert await house.grants.of(DISCORD_ID) == {}
        late += InvalidGrant in outcomes
    assert late > 0


async def test_an_access_token_that_is_revoked_amid_refreshes_dies_alone(house: House) -> None:
    for turn in range(TURNS // 4):
        first = await begin(house)
        refreshes = [house.refresh(refresh_token_of(first)) for _ in range(CALLERS)]
        outcomes = await race(turn, *refreshes, against=house.revoke(first.access_token))
        assert given(outcomes)
        assert refusals(outcomes) <= {InvalidGrant}
        assert not await house.is_alive(first)
        assert all([await house.is_alive(issued) for issued in given(outcomes)])
        assert len(await living(house, [first, *given(outcomes)])) == 1
        await house.revoke(refresh_token_of(first))


async def test_access_tokens_that_are_revoked_at_once_are_all_dead(house: House) -> None:
    first = await begin(house)
    issued = [first]
    for _ in range(CALLERS):
        issued.append(await house.refresh(refresh_token_of(issued[-1])))
    await asyncio.gather(*(house.revoke(tokens.access_token) for tokens in issued))
    assert not any([await house.is_alive(tokens) for tokens in issued])
    assert await living(house, issued) == [issued[-1]]


async def test_a_sign_out_amid_an_exchange_leaves_nothing_alive(house: House) -> None:
    finished = 0
    for turn in range(TURNS):
        who = await house.begin_session()
        code = await code_for(house, who)
        outcomes = await race(turn, house.redeem(code), against=ended_everywhere(house, who))
        assert refusals(outcomes) <= {InvalidGrant}
        assert await nothing_lives(house, given(outcomes))
        assert not await _grants_that_end_with_a_session(house)
        finished += len(given(outcomes))
    assert 0 < finished < TURNS


async def test_a_sign_out_amid_refreshes_leaves_nothing_alive(house: House) -> None:
    finished = 0
    for turn in range(TURNS):
        who = await house.begin_session()
        first = await house.redeem(await code_for(house, who))
        refreshes = [house.refresh(refresh_token_of(first)) for _ in range(CALLERS)]
        outcomes = await race(turn, *refreshes, against=ended_everywhere(house, who))
        assert refusals(outcomes) <= {InvalidGrant}
        assert await nothing_lives(house, [first, *given(outcomes)])
        assert not await _grants_that_end_with_a_session(house)
        finished += len(given(outcomes))
    assert 0 < finished < TURNS * CALLERS


async def test_a_sign_out_amid_refreshes_spares_what_was_asked_to_outlive_it(house: House) -> None:
    for turn in range(TURNS // 8):
        who = await house.begin_session()
        asked = await return_with(house, who, scope=f"openid {OFFLINE_ACCESS}")
        first = await house.redeem(code_of(asked))
        refreshes = [house.refresh(refresh_token_of(first)) for _ in range(CALLERS)]
        outcomes = await race(turn, *refreshes, against=ended_everywhere(house, who))
        assert given(outcomes)
        assert refusals(outcomes) <= {InvalidGrant}
        assert len(await living(house, [first, *given(outcomes)])) == 1


async def test_ending_all_access_amid_exchanges_and_refreshes_leaves_nothing_alive(
    house: House,
) -> None:
    for turn in range(TURNS // 2):
        who = await house.begin_session()
        first = await begin(house)
        exchanges = [
            house.redeem(await code_for(house, who)),
            house.refresh(refresh_token_of(first)),
            house.redeem(await code_for(house, who)),
            house.refresh(refresh_token_of(first)),
        ]
        ending = house.end_access()(DISCORD_ID, reason="the operator said so")
        outcomes = await race(turn, *exchanges, against=ending)
        assert refusals(outcomes) <= {InvalidGrant}
        assert await nothing_lives(house, [first, *given(outcomes)])
        assert await house.grants.of(DISCORD_ID) == {}
        assert await house.sessions.of(DISCORD_ID) == {}


async def _grants_that_end_with_a_session(house: House) -> list[str]:
    grants = await house.grants.of(DISCORD_ID)
    return [name for name, grant in grants.items() if not grant.outlives_session]
