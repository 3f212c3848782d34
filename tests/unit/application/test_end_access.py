"""All that a person has here is ended, and nothing of anybody else."""

import pytest

from application.events import AccessEnded, SignedOff
from tests.builders import DISCORD_ID, an_identity
from tests.unit.application.house import House, code_of
from tests.unit.application.leaving import a_leaver, is_signed_in
from tests.unit.application.refreshing import DEAD, GOOD, has_nothing, offline, word_of, words_of
from tests.unit.application.steps import return_with

pytestmark = pytest.mark.anyio


@pytest.fixture
def house(house: House) -> House:
    """Give an application with clients that want to be told."""
    house.register(a_leaver(), a_leaver(client_id="forum"))
    return house


async def test_every_session_and_every_grant_ends_also_what_outlives_sessions(
    house: House,
) -> None:
    who, elsewhere = await house.begin_session(), await house.begin_session()
    issued = await offline(house)
    code = code_of(await return_with(house, who))
    await house.end_access()(DISCORD_ID, reason="blocked")
    assert await has_nothing(house)
    assert [await is_signed_in(house, one) for one in (who, elsewhere)] == [False, False]
    assert await words_of(house, issued) == DEAD
    assert await word_of(house.redeem(code)) == "invalid_grant"


async def test_the_applications_are_told_of_every_session(house: House) -> None:
    await house.begin_session()
    await house.begin_session(client_id="forum")
    await house.end_access()(DISCORD_ID, reason="blocked")
    assert sorted(sent.client_id for sent in house.delivery.sent) == ["dashboard", "forum"]


async def test_it_is_recorded_after_the_sessions_it_ended(house: House) -> None:
    await house.begin_session()
    house.audit.events.clear()
    await house.end_access()(DISCORD_ID, reason="blocked")
    assert house.audit.events == [
        SignedOff(sub=DISCORD_ID, joined="dashboard", reason="blocked"),
        AccessEnded(sub=DISCORD_ID, reason="blocked"),
    ]


async def test_a_grant_alone_is_something_to_end(house: House) -> None:
    await offline(house)
    for session_digest in await house.sessions.of(DISCORD_ID):
        await house.sessions.end(session_digest)
    house.audit.events.clear()
    await house.end_access()(DISCORD_ID, reason="blocked")
    assert house.audit.events == [AccessEnded(sub=DISCORD_ID, reason="blocked")]
    assert await has_nothing(house)


async def test_where_there_is_nothing_to_end_nothing_is_recorded(house: House) -> None:
    for _ in range(2):
        await house.end_access()(DISCORD_ID, reason="blocked")
    assert house.audit.events == []


async def test_somebody_else_keeps_what_they_have(house: House) -> None:
    issued = await offline(house)
    house.upstream.answer = an_identity(discord_id="42")
    somebody = await house.begin_session()
    await house.end_access()("42", reason="blocked")
    assert not await is_signed_in(house, somebody)
    assert await words_of(house, issued) == GOOD
    assert len(await house.sessions.of(DISCORD_ID)) == 1
