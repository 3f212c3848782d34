"""A session that was ended is over, whatever fails afterwards."""

import pytest

from application.events import SignedOff
from application.ports.store import StoreUnavailable
from application.sign_in.visit import FoundSession
from domain.opaque_token import digest
from tests.builders import DISCORD_ID
from tests.fakes.failing_sign_in_stores import FailingSessionStore
from tests.fakes.failing_sign_out_stores import FailingSignOns
from tests.fakes.failing_store import Faults
from tests.unit.application.house import CODE_LIFETIME, GRANT_LIFETIME, House, code_of
from tests.unit.application.leaving import BECAUSE, a_leaver, ended_everywhere, is_signed_in
from tests.unit.application.steps import return_with, session_of, sign_in_again

pytestmark = pytest.mark.anyio


@pytest.fixture
def house(house: House) -> House:
    """Give an application with a client that wants to be told."""
    house.register(a_leaver())
    return house


async def test_it_is_marked_removed_recorded_and_told(house: House) -> None:
    who = await house.begin_session()
    session = await session_of(house, who)
    house.audit.events.clear()
    await ended_everywhere(house, who)
    assert await house.sign_ons.has_ended(session.sid)
    assert await house.sessions.get(digest(who.session)) is None
    assert house.audit.events == [SignedOff(sub=DISCORD_ID, joined="dashboard", reason=BECAUSE)]
    assert [sent.client_id for sent in house.delivery.sent] == ["dashboard"]


async def test_the_clients_are_named_in_order(house: House) -> None:
    who = await house.begin_session()
    sid = (await session_of(house, who)).sid
    for client_id in ("zoo", "forum", "aquarium"):
        await house.sign_ons.join(sid, client_id, keep_for=CODE_LIFETIME)
    await ended_everywhere(house, who)
    assert house.audit.events[-1] == SignedOff(
        sub=DISCORD_ID, joined="aquarium dashboard forum zoo", reason=BECAUSE
    )


@pytest.mark.parametrize("kind", ["refused", "lost"])
async def test_what_cannot_be_marked_is_not_told(house: House, kind: str) -> None:
    who = await house.begin_session()
    working = house.sign_ons
    house.sign_ons = FailingSignOns(working, Faults(**{kind: frozenset({"end"})}))
    with pytest.raises(StoreUnavailable):
        await ended_everywhere(house, who)
    house.sign_ons = working
    assert house.delivery.sent == []
    # Where only the reply was lost, it is over all the same.
    assert await is_signed_in(house, who) is (kind == "refused")
    assert not any(isinstance(event, SignedOff) for event in house.audit.events)


@pytest.mark.parametrize("kind", ["refused", "lost"])
async def test_what_was_marked_is_over_and_told_though_it_cannot_be_removed(
    house: House, kind: str
) -> None:
    who = await house.begin_session()
    working = house.sessions
    house.sessions = FailingSessionStore(working, Faults(**{kind: frozenset({"end"})}))
    with pytest.raises(StoreUnavailable):
        await ended_everywhere(house, who)
    house.sessions = working
    assert not await is_signed_in(house, who)
    assert [sent.client_id for sent in house.delivery.sent] == ["dashboard"]


async def test_the_mark_outlives_every_code_and_token(house: House) -> None:
    who = await house.begin_session()
    sid = (await session_of(house, who)).sid
    await ended_everywhere(house, who)
    house.clock.advance((CODE_LIFETIME + GRANT_LIFETIME).total_seconds() - 1)
    assert await house.sign_ons.has_ended(sid)


async def test_a_session_under_a_new_id_is_ended_with_the_old_one(house: House) -> None:
    first = await house.begin_session()
    before = await session_of(house, first)
    who = await sign_in_again(house, first)
    found = FoundSession(session_digest=digest(first.session), session=before)
    await house.end_session()(found, reason=BECAUSE)
    assert await house.sessions.get(digest(who.session)) is not None
    assert not await is_signed_in(house, who)


async def test_other_sessions_of_the_same_person_go_on(house: House) -> None:
    who, elsewhere = await house.begin_session(), await house.begin_session()
    await ended_everywhere(house, who)
    assert code_of(await return_with(house, elsewhere))


async def test_ending_it_again_tells_again(house: House) -> None:
    who = await house.begin_session()
    session = await session_of(house, who)
    found = FoundSession(session_digest=digest(who.session), session=session)
    for _ in range(2):
        await house.end_session()(found, reason=BECAUSE)
    assert [sent.client_id for sent in house.delivery.sent] == ["dashboard", "dashboard"]
