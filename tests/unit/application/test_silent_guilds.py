"""What becomes of sessions and grants while one of several guilds tells nothing."""

import pytest

from application.ports.upstream import UpstreamUnavailable, UpstreamUndecided
from domain.errors import TemporarilyUnavailable
from tests.builders import (
    CAPTAIN_ROLE,
    DISCORD_ID,
    OTHER_GUILD_ID,
    SOFTWARE_ROLE,
    UNMAPPED_ROLE,
    a_membership,
    a_memberships,
    an_access_rules,
    an_identity,
)
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.house import ROLE_FRESHNESS, House
from tests.unit.application.refreshing import (
    DEAD,
    GOOD,
    grant_of,
    offline,
    token_of,
    word_of,
    words_of,
)
from tests.unit.application.situations import stale
from tests.unit.application.steps import found_session, session_of

pytestmark = pytest.mark.anyio

_FRESH = ROLE_FRESHNESS.total_seconds()
_STALE = an_access_rules().staleness_limit.total_seconds()
_HERE = a_membership()
_THERE = a_membership(guild_id=OTHER_GUILD_ID, roles=(UNMAPPED_ROLE,))
_UNAVAILABLE = "temporarily_unavailable"


@pytest.fixture
def house(house: House) -> House:
    """Give a house whose person is in two guilds."""
    both = a_memberships(_HERE, _THERE)
    house.upstream.answer = an_identity(memberships=both)
    house.members = FakeGuildMembers(both)
    return house


def _undecided(silent: str = OTHER_GUILD_ID) -> UpstreamUndecided:
    """Give what is raised where the other guild said no."""
    return UpstreamUndecided("guild: 403", memberships=a_memberships(silent=(silent,)))


async def _roles(house: House, access_token: str) -> object:
    return (await house.userinfo(access_token))["roles"]


async def test_of_a_grant_the_roles_of_the_silent_guild_stay_and_the_others_are_new(
    house: House,
) -> None:
    issued = await offline(house)
    assert await _roles(house, issued.access_token) == [CAPTAIN_ROLE, SOFTWARE_ROLE, UNMAPPED_ROLE]
    demoted = a_membership(roles=(SOFTWARE_ROLE,))
    house.members = FakeGuildMembers(a_memberships(demoted, silent=(OTHER_GUILD_ID,)))
    house.clock.advance(_STALE - 1)
    assert await _roles(house, issued.access_token) == [SOFTWARE_ROLE, UNMAPPED_ROLE]
    # A refresh gets the old roles no more time.
    issued = await house.refresh(token_of(issued))
    assert await _roles(house, issued.access_token) == [SOFTWARE_ROLE, UNMAPPED_ROLE]
    house.clock.advance(1)
    assert await _roles(house, issued.access_token) == [SOFTWARE_ROLE]


async def test_a_guild_that_recovers_is_seen_within_half_a_minute(house: House) -> None:
    house.upstream.answer = an_identity(memberships=a_memberships(_HERE, silent=(OTHER_GUILD_ID,)))
    issued = await offline(house)
    house.clock.advance(29)
    assert await _roles(house, issued.access_token) == [CAPTAIN_ROLE, SOFTWARE_ROLE]
    house.clock.advance(1)
    assert await _roles(house, issued.access_token) == [CAPTAIN_ROLE, SOFTWARE_ROLE, UNMAPPED_ROLE]


async def test_when_all_of_discord_is_down_after_a_silent_guild_the_rest_still_counts(
    house: House,
) -> None:
    house.upstream.answer = an_identity(memberships=a_memberships(_HERE, silent=(OTHER_GUILD_ID,)))
    issued = await offline(house)
    house.members = FakeGuildMembers(UpstreamUnavailable("all: 500"))
    house.clock.advance(_STALE - 1)
    assert await words_of(house, issued) == GOOD
    assert await _roles(house, issued.access_token) == [CAPTAIN_ROLE, SOFTWARE_ROLE]


async def test_a_no_of_one_guild_takes_its_roles_while_the_other_is_silent(house: House) -> None:
    issued = await offline(house)
    house.members = FakeGuildMembers(_undecided())
    house.clock.advance(_FRESH)
    assert await _roles(house, issued.access_token) == [UNMAPPED_ROLE]
    assert await words_of(house, issued) == GOOD


async def test_who_may_be_in_the_silent_guild_by_now_is_neither_let_on_nor_shut_out(
    house: House,
) -> None:
    house.upstream.answer = an_identity(memberships=a_memberships(_HERE))
    house.members = FakeGuildMembers(a_memberships(_HERE))
    issued = await offline(house)
    before = await grant_of(house, issued)
    house.members = FakeGuildMembers(_undecided())
    house.clock.advance(_FRESH)
    assert await words_of(house, issued) == [_UNAVAILABLE] * 4
    assert await grant_of(house, issued) == before
    house.members = FakeGuildMembers(a_memberships())
    assert await word_of(house.refresh(token_of(issued))) == "invalid_grant"
    assert await words_of(house, issued) == DEAD


async def test_a_session_says_nothing_of_a_silent_guild_and_is_read_again_soon(
    house: House,
) -> None:
    house.members = members = FakeGuildMembers(a_memberships(_HERE, silent=(OTHER_GUILD_ID,)))
    who = await stale(house)
    first = await house.refresh_membership()(await found_session(house, who))
    assert first
    assert first.session.identity.memberships == members.answer
    house.clock.advance(29)
    await house.refresh_membership()(await found_session(house, who))
    assert members.asked == [DISCORD_ID]
    house.clock.advance(1)
    members.answer = a_memberships(_HERE, _THERE)
    second = await house.refresh_membership()(await found_session(house, who))
    assert second
    assert second.session.identity.memberships == members.answer


async def test_a_session_is_not_decided_on_what_only_some_guilds_said(house: House) -> None:
    who = await stale(house)
    before = await session_of(house, who)
    house.members = FakeGuildMembers(_undecided())
    with pytest.raises(TemporarilyUnavailable) as refusal:
        await house.refresh_membership()(await found_session(house, who))
    assert refusal.value.reason == "guild: 403"
    assert await session_of(house, who) == before
