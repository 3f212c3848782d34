"""What an operator sees and ends from the shell."""

from datetime import timedelta

import pytest

from application.events import GrantEnded, SignedOff
from application.operate.list_grants import ListGrants
from application.operate.list_sessions import ListSessions
from application.operate.revoke_grants import NoSuchClient, RevokeGrants
from application.ports.store import StoreUnavailable
from tests.builders import DISCORD_ID
from tests.unit.application.faults import fail
from tests.unit.application.house import SESSION_IDLE, House, code_of
from tests.unit.application.leaving import a_leaver, is_signed_in
from tests.unit.application.refreshing import DEAD, GOOD, OFFLINE, offline, redeem_as, words_of
from tests.unit.application.steps import return_with, session_of

pytestmark = pytest.mark.anyio

_FAULTS = pytest.mark.parametrize("fault", ["refused", "lost"])


@pytest.fixture
def house(house: House) -> House:
    """Give an application with clients that want to be told."""
    house.register(a_leaver(), a_leaver(client_id="forum"))
    return house


def _list_sessions(house: House) -> ListSessions:
    return ListSessions(sessions=house.sessions, clock=house.clock, idle=SESSION_IDLE)


def _revoke_grants(house: House) -> RevokeGrants:
    return RevokeGrants(grants=house.grants, clients=house.clients, audit=house.audit)


async def test_sessions_are_listed_by_their_age_and_those_that_died_are_not(house: House) -> None:
    await house.begin_session()
    house.clock.advance(SESSION_IDLE.total_seconds() - 1)
    older = await house.begin_session()
    house.clock.advance(1)
    newer = await house.begin_session()
    expected = [await session_of(house, who) for who in (older, newer)]
    assert await _list_sessions(house)(DISCORD_ID) == expected
    assert await _list_sessions(house)("42") == []


async def test_grants_are_listed_by_the_age_of_the_sign_in_and_then_by_client(
    house: House,
) -> None:
    who = await house.begin_session()
    for client_id in ("forum", "dashboard"):
        await redeem_as(
            house, client_id, code_of(await return_with(house, who, client_id=client_id))
        )
    house.clock.advance(60)
    await offline(house)
    grants = await ListGrants(grants=house.grants)(DISCORD_ID)
    assert [grant.client_id for grant in grants] == ["dashboard", "forum", "dashboard"]
    assert grants[2].auth_time - grants[1].auth_time == timedelta(seconds=60)
    assert await ListGrants(grants=house.grants)("42") == []


async def test_ending_sessions_is_as_signing_out_everywhere(house: House) -> None:
    who, elsewhere = await house.begin_session(), await house.begin_session(client_id="forum")
    plain = await house.redeem(code_of(await return_with(house, who, scope="openid")))
    kept = await house.redeem(code_of(await return_with(house, who, scope=OFFLINE)))
    house.audit.events.clear()
    assert await house.end_sessions()(DISCORD_ID, reason="by an operator") == 2
    assert [await is_signed_in(house, one) for one in (who, elsewhere)] == [False, False]
    assert sorted(sent.client_id for sent in house.delivery.sent) == ["dashboard", "forum"]
    assert [type(event) for event in house.audit.events] == [SignedOff, SignedOff]
    assert not await house.is_alive(plain)
    assert await words_of(house, kept) == GOOD
    assert await house.end_sessions()(DISCORD_ID, reason="by an operator") == 0


async def test_revoking_grants_ends_those_of_one_client_or_all(house: House) -> None:
    who = await house.begin_session()
    first = await offline(house)
    code = code_of(await return_with(house, who, client_id="forum", scope=OFFLINE))
    other = await redeem_as(house, "forum", code)
    house.audit.events.clear()
    assert await _revoke_grants(house)(DISCORD_ID, client_id="dashboard") == 1
    reason = "by an operator"
    event = GrantEnded(client_id="dashboard", sub=DISCORD_ID, reason=reason)
    assert house.audit.events == [event]
    assert await words_of(house, first) == DEAD
    assert await house.is_alive(other)
    assert await _revoke_grants(house)(DISCORD_ID, client_id="dashboard") == 0
    assert await _revoke_grants(house)("42", client_id=None) == 0
    assert await _revoke_grants(house)(DISCORD_ID, client_id=None) == 1
    assert not await house.is_alive(other)
    assert await is_signed_in(house, who)


async def test_a_name_that_is_no_clients_is_told_and_not_taken_for_one_without_grants(
    house: House,
) -> None:
    issued = await offline(house)
    with pytest.raises(NoSuchClient):
        await _revoke_grants(house)(DISCORD_ID, client_id="dashbord")
    assert await house.is_alive(issued)


async def test_of_a_client_that_was_removed_grants_can_be_revoked(house: House) -> None:
    await offline(house)
    house.register(a_leaver(client_id="forum"))
    assert await _revoke_grants(house)(DISCORD_ID, client_id="dashboard") == 1


@_FAULTS
@pytest.mark.parametrize("verb", ["of", "end"])
async def test_grants_that_could_not_be_revoked_are_not_said_to_be(
    house: House, verb: str, fault: str
) -> None:
    """C-23."""
    issued = await offline(house)
    house.audit.events.clear()
    mend = fail(house, "grants", verb, fault)
    with pytest.raises(StoreUnavailable):
        await _revoke_grants(house)(DISCORD_ID, client_id=None)
    assert house.audit.events == []
    mend()
    await _revoke_grants(house)(DISCORD_ID, client_id=None)
    assert await words_of(house, issued) == DEAD


@_FAULTS
@pytest.mark.parametrize(
    ("store", "verb"), [("sessions", "of"), ("sessions", "end"), ("sign_ons", "end")]
)
async def test_sessions_that_could_not_be_ended_are_not_said_to_be(
    house: House, store: str, verb: str, fault: str
) -> None:
    """C-23."""
    who = await house.begin_session()
    mend = fail(house, store, verb, fault)
    with pytest.raises(StoreUnavailable):
        await house.end_sessions()(DISCORD_ID, reason="by an operator")
    mend()
    await house.end_sessions()(DISCORD_ID, reason="by an operator")
    assert not await is_signed_in(house, who)
