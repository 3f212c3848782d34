"""Nobody is let in on yesterday's roles."""

import pytest

from application.ports.upstream import UpstreamUnavailable
from domain.errors import TemporarilyUnavailable
from domain.membership import Membership
from domain.opaque_token import digest
from tests.builders import DISCORD_ID, UNMAPPED_ROLE, a_membership, an_identity
from tests.fakes.failing_sign_in_stores import EndedMeanwhile
from tests.fakes.failing_store import Faults
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.house import House
from tests.unit.application.situations import fresh, stale, stale_without_bot
from tests.unit.application.steps import found_session, session_of

pytestmark = pytest.mark.anyio

_CHANGED = a_membership(roles=(UNMAPPED_ROLE,), nick="Ex-Cap")


async def test_fresh_roles_cost_no_call(house: House) -> None:
    house.members = members = FakeGuildMembers(_CHANGED)
    found = await found_session(house, await fresh(house))
    known = await house.refresh_membership()(found)
    assert known
    assert known.session == found.session.used(house.clock.now())
    assert members.asked == []


@pytest.mark.parametrize("membership", [_CHANGED, None, a_membership(guest=True)])
async def test_old_roles_are_read_again_and_kept(
    house: House, membership: Membership | None
) -> None:
    house.members = members = FakeGuildMembers(membership)
    who = await stale(house)
    refreshed = await house.refresh_membership()(await found_session(house, who))
    assert refreshed
    assert members.asked == [DISCORD_ID]
    assert refreshed.session_digest == digest(who.session)
    assert refreshed.session == await session_of(house, who)
    assert refreshed.session.identity == an_identity(membership=membership)
    assert refreshed.session.read_at == refreshed.session.used_at == house.clock.now()


async def test_reading_again_changes_neither_sid_nor_auth_time_nor_the_end(house: House) -> None:
    house.members = FakeGuildMembers(_CHANGED)
    who = await stale(house)
    before = await session_of(house, who)
    await house.refresh_membership()(await found_session(house, who))
    after = await session_of(house, who)
    assert (after.sid, after.auth_time, after.expires_at, after.has_email) == (
        before.sid,
        before.auth_time,
        before.expires_at,
        before.has_email,
    )


async def test_without_a_bot_it_takes_a_trip(house: House) -> None:
    who = await stale_without_bot(house)
    before = await session_of(house, who)
    assert await house.refresh_membership()(await found_session(house, who)) is None
    assert await session_of(house, who) == before


async def test_without_a_bot_fresh_roles_will_do(house: House) -> None:
    house.members = None
    found = await found_session(house, await fresh(house))
    known = await house.refresh_membership()(found)
    assert known
    assert known.session == found.session.used(house.clock.now())


async def test_a_discord_that_does_not_tell_is_neither_a_yes_nor_a_no(house: House) -> None:
    house.members = FakeGuildMembers(UpstreamUnavailable("member route: 500"))
    who = await stale(house)
    before = await session_of(house, who)
    with pytest.raises(TemporarilyUnavailable) as refusal:
        await house.refresh_membership()(await found_session(house, who))
    assert refusal.value.reason == "member route: 500"
    assert "500" not in refusal.value.description
    assert await session_of(house, who) == before


async def test_a_session_that_ends_meanwhile_does_not_come_back(house: House) -> None:
    who = await stale(house)
    found = await found_session(house, who)
    house.sessions = EndedMeanwhile(house.sessions, Faults())
    assert await house.refresh_membership()(found) is None
    assert await house.sessions.get(digest(who.session)) is None
