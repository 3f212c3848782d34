"""A session is found by its cookie alone, while it is alive; its use is noted now and then."""

import pytest

from application.sign_in.find_session import FindSession
from domain.opaque_token import digest
from tests.fakes.failing_sign_in_stores import EndedMeanwhile, FailingSessionStore
from tests.fakes.failing_store import Faults
from tests.unit.application.house import SESSION_IDLE, House
from tests.unit.application.situations import Situation, ended, expired, fresh, idle
from tests.unit.application.steps import session_of

pytestmark = pytest.mark.anyio

_IDLE = SESSION_IDLE.total_seconds()


async def test_a_session_is_found_under_the_digest_of_its_cookie(house: House) -> None:
    who = await house.begin_session()
    found = await house.find_session()(who.session)
    assert found
    assert found.session_digest == digest(who.session)
    assert found.session == await session_of(house, who)


@pytest.mark.parametrize(
    "cookie", [None, "", "a" * 42, "a" * 44, "a" * 43, "\u00e9" * 43, "*" * 43]
)
async def test_another_cookie_finds_nothing(house: House, cookie: str | None) -> None:
    await house.begin_session()
    assert await house.find_session()(cookie) is None


@pytest.mark.parametrize("cookie", [None, "", "a" * 44, "../" + "a" * 40])
async def test_a_cookie_that_cannot_be_ours_is_not_looked_up(
    house: House, cookie: str | None
) -> None:
    house.sessions = FailingSessionStore(house.sessions, Faults(refused=frozenset({"get"})))
    assert await house.find_session()(cookie) is None


@pytest.mark.parametrize("situation", [idle, expired, ended])
async def test_a_session_that_is_over_is_not_found(house: House, situation: Situation) -> None:
    who = await situation(house)
    assert await house.find_session()(who.session) is None


async def test_a_session_that_is_over_is_not_brought_back_by_a_use(house: House) -> None:
    who = await idle(house)
    for _ in range(2):
        assert await house.find_session()(who.session) is None


async def test_each_use_puts_the_idle_limit_off(house: House) -> None:
    who = await house.begin_session()
    for _ in range(3):
        house.clock.advance(_IDLE - 1)
        assert await house.find_session()(who.session)


@pytest.mark.parametrize(("after", "noted"), [(0, False), (59, False), (60, True), (61, True)])
async def test_a_use_is_noted_once_a_minute(house: House, after: float, *, noted: bool) -> None:
    who = await house.begin_session()
    before = await session_of(house, who)
    house.clock.advance(after)
    found = await house.find_session()(who.session)
    assert found
    now = house.clock.now()
    assert (await session_of(house, who)).used_at == (now if noted else before.used_at)
    assert found.session == await session_of(house, who)


async def test_a_short_idle_limit_is_noted_often_enough(house: House) -> None:
    who = await house.begin_session()
    idle_limit = SESSION_IDLE / 360
    use_case = FindSession(sessions=house.sessions, clock=house.clock, idle=idle_limit)
    for _ in range(10):
        house.clock.advance(idle_limit.total_seconds() / 2)
        assert await use_case(who.session)
    house.clock.advance(idle_limit.total_seconds())
    assert await use_case(who.session) is None


async def test_a_use_makes_neither_sign_in_nor_roles_younger(house: House) -> None:
    who = await fresh(house)
    before = await session_of(house, who)
    await house.find_session()(who.session)
    after = await session_of(house, who)
    assert after.used_at > before.used_at
    assert after == before.used(after.used_at)


async def test_a_session_that_ends_while_its_use_is_noted_is_not_found(house: House) -> None:
    who = await fresh(house)
    house.sessions = EndedMeanwhile(house.sessions, Faults())
    assert await house.find_session()(who.session) is None
    assert await house.sessions.get(digest(who.session)) is None
