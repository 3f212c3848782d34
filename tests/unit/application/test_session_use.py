"""The use of a session is noted now and then, so that one in use does not end."""

import pytest

from application.sign_in.refresh_membership import RefreshMembership
from domain.opaque_token import digest
from tests.fakes.failing_sign_in_stores import EndedMeanwhile
from tests.fakes.failing_store import Faults
from tests.unit.application.house import SESSION_IDLE, House, Signed
from tests.unit.application.situations import fresh, word_for
from tests.unit.application.steps import found_session, return_with, session_of

pytestmark = pytest.mark.anyio

_IDLE = SESSION_IDLE.total_seconds()


async def test_each_use_puts_the_idle_limit_off(house: House) -> None:
    who = await house.begin_session()
    for _ in range(3):
        house.clock.advance(_IDLE - 1)
        assert word_for(house, await return_with(house, who)) == "code"


@pytest.mark.parametrize(("after", "noted"), [(0, False), (59, False), (60, True), (61, True)])
async def test_a_use_is_noted_once_a_minute(house: House, after: float, *, noted: bool) -> None:
    who = await house.begin_session()
    before = await session_of(house, who)
    house.clock.advance(after)
    known = await house.refresh_membership()(await found_session(house, who))
    assert known
    now = house.clock.now()
    assert (await session_of(house, who)).used_at == (now if noted else before.used_at)
    assert known.session == await session_of(house, who)


async def _use(house: House, who: Signed, use_case: RefreshMembership) -> None:
    assert await use_case(await found_session(house, who))


async def test_a_short_idle_limit_is_noted_often_enough(house: House) -> None:
    who = await house.begin_session()
    idle = SESSION_IDLE / 360
    use_case = RefreshMembership(
        sessions=house.sessions,
        members=None,
        clock=house.clock,
        rulebooks=house.rulebooks(),
        idle=idle,
    )
    for _ in range(10):
        house.clock.advance(idle.total_seconds() / 2)
        await _use(house, who, use_case)
    assert (await session_of(house, who)).used_at == house.clock.now()


async def test_a_use_makes_neither_sign_in_nor_roles_younger(house: House) -> None:
    who = await fresh(house)
    before = await session_of(house, who)
    await _use(house, who, house.refresh_membership())
    after = await session_of(house, who)
    assert after.used_at > before.used_at
    assert after == before.used(after.used_at)


async def test_a_session_that_ends_while_its_use_is_noted_takes_a_trip(house: House) -> None:
    who = await fresh(house)
    found = await found_session(house, who)
    house.sessions = EndedMeanwhile(house.sessions, Faults())
    assert await house.refresh_membership()(found) is None
    assert await house.sessions.get(digest(who.session)) is None
