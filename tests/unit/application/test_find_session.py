"""A session is found by its cookie alone, while it is alive."""

import pytest

from domain.opaque_token import digest
from tests.fakes.failing_sign_in_stores import FailingSessionStore
from tests.fakes.failing_store import Faults
from tests.unit.application.house import House
from tests.unit.application.situations import Situation, ended, expired, fresh, idle
from tests.unit.application.steps import session_of

pytestmark = pytest.mark.anyio


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


async def test_looking_changes_nothing(house: House) -> None:
    who = await fresh(house)
    before = await session_of(house, who)
    assert await house.find_session()(who.session)
    assert await session_of(house, who) == before
