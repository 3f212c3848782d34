"""Exactly once, whatever the network loses: many callers race for one login or question."""

import asyncio

import pytest
from redis.asyncio import Redis

from tests.contract.entities import FULL_INTERACTION, FULL_LOGIN, KEEP_FOR
from tests.contract.stores import all_redis_stores
from tests.fault_proxy import FaultProxy, Loss, Lost

pytestmark = [pytest.mark.anyio, pytest.mark.redis]

CALLERS = 25


@pytest.mark.parametrize("lost", list(Lost), ids=lambda lost: lost.name.lower())
async def test_a_login_is_taken_once_although_the_network_loses(
    faulty_redis: Redis, faulty: FaultProxy, lost: Lost
) -> None:
    logins = all_redis_stores(faulty_redis).logins
    await logins.take("unknown", attempt="warm up")
    for number in range(20):
        state = f"state-{number}"
        await logins.put(state, FULL_LOGIN, keep_for=KEEP_FOR)
        faulty.loss = Loss(lost, CALLERS)
        takers = (logins.take(state, attempt=f"{state}-{n}") for n in range(CALLERS))
        assert sum(await asyncio.gather(*takers)) == 1


@pytest.mark.parametrize("lost", list(Lost), ids=lambda lost: lost.name.lower())
async def test_a_question_is_answered_once_although_the_network_loses(
    faulty_redis: Redis, faulty: FaultProxy, lost: Lost
) -> None:
    interactions = all_redis_stores(faulty_redis).interactions
    await interactions.take("unknown", attempt="warm up")
    for number in range(20):
        page = f"page-{number}"
        await interactions.put(page, FULL_INTERACTION, keep_for=KEEP_FOR)
        faulty.loss = Loss(lost, CALLERS)
        takers = (interactions.take(page, attempt=f"{page}-{n}") for n in range(CALLERS))
        assert sum(await asyncio.gather(*takers)) == 1
        assert await interactions.get(page) is None
