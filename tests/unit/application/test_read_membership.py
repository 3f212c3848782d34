"""When Discord is asked about somebody again, and how long it may be down."""

from dataclasses import replace

import pytest

from application.ports.upstream import UpstreamUnavailable
from domain.errors import TemporarilyUnavailable
from tests.builders import (
    CAPTAIN_ROLE,
    DISCORD_ID,
    SOFTWARE_ROLE,
    a_membership,
    an_access_rules,
)
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.house import ROLE_FRESHNESS, House, code_of
from tests.unit.application.refreshing import (
    DEAD,
    GOOD,
    grant_of,
    is_living,
    offline,
    token_of,
    word_of,
    words_of,
)
from tests.unit.application.steps import return_with

pytestmark = pytest.mark.anyio

_FRESH = ROLE_FRESHNESS.total_seconds()
_STALE = an_access_rules().staleness_limit.total_seconds()
_UNAVAILABLE = "temporarily_unavailable"


def _asked(house: House) -> list[str]:
    assert isinstance(house.members, FakeGuildMembers)
    return house.members.asked


def _discord_is_down(house: House) -> None:
    house.members = FakeGuildMembers(UpstreamUnavailable("member route: 500"))


def _roles_change(house: House) -> None:
    house.members = FakeGuildMembers(a_membership(roles=(CAPTAIN_ROLE,)))


async def _roles(house: House, access_token: str) -> object:
    return (await house.userinfo(access_token))["roles"]


@pytest.mark.parametrize(("seconds", "asks"), [(0, 0), (_FRESH - 1, 0), (_FRESH, 1)])
async def test_userinfo_and_introspection_ask_once_the_roles_are_old(
    house: House, seconds: float, asks: int
) -> None:
    issued = await offline(house)
    house.clock.advance(seconds)
    await house.userinfo(issued.access_token)
    assert _asked(house) == [DISCORD_ID] * asks
    # What was read is kept: nobody asks again.
    await house.userinfo(issued.access_token)
    await house.introspect(issued.access_token)
    await house.introspect(token_of(issued))
    assert len(_asked(house)) == asks


async def test_a_refresh_asks_each_time_however_fresh_the_roles_are(house: House) -> None:
    issued = await offline(house)
    for _ in range(3):
        issued = await house.refresh(token_of(issued))
    assert _asked(house) == [DISCORD_ID] * 3


async def test_userinfo_tells_new_roles_once_the_old_ones_are_too_old(house: House) -> None:
    issued = await offline(house)
    _roles_change(house)
    house.clock.advance(_FRESH - 1)
    assert await _roles(house, issued.access_token) == [CAPTAIN_ROLE, SOFTWARE_ROLE]
    house.clock.advance(1)
    assert await _roles(house, issued.access_token) == [CAPTAIN_ROLE]


async def test_what_a_refresh_was_told_counts_for_every_token_of_the_grant(house: House) -> None:
    issued = await offline(house)
    _roles_change(house)
    await house.refresh(token_of(issued))
    assert await _roles(house, issued.access_token) == [CAPTAIN_ROLE]


async def test_while_discord_is_down_all_goes_on_with_the_last_known_roles(house: House) -> None:
    issued = await offline(house)
    _discord_is_down(house)
    house.clock.advance(_STALE - 1)
    assert await words_of(house, issued) == GOOD
    assert await _roles(house, issued.access_token) == [CAPTAIN_ROLE, SOFTWARE_ROLE]


async def test_a_refresh_while_discord_is_down_makes_no_role_younger(house: House) -> None:
    issued = await offline(house)
    _discord_is_down(house)
    house.clock.advance(_STALE - 1)
    issued = await house.refresh(token_of(issued))
    house.clock.advance(1)
    assert await words_of(house, issued) == [_UNAVAILABLE] * 4


async def test_when_it_is_down_for_too_long_nobody_is_told_no_and_nothing_is_lost(
    house: House,
) -> None:
    issued = await offline(house)
    before = await grant_of(house, issued)
    _discord_is_down(house)
    house.clock.advance(_STALE - 60)
    newer = await house.refresh(token_of(issued))
    house.clock.advance(60)
    with pytest.raises(TemporarilyUnavailable) as refusal:
        await house.refresh(token_of(newer))
    assert "member route: 500" in refusal.value.reason
    after = await grant_of(house, newer)
    assert before
    assert after
    assert (after.identity, after.read_at) == (before.identity, before.read_at)
    house.members = FakeGuildMembers(a_membership())
    assert await is_living(house, newer)
    assert await words_of(house, newer) == GOOD


async def test_a_code_is_not_lost_either(house: House) -> None:
    house.rules = replace(house.rules, staleness_limit=house.rules.freshness)
    who = await house.begin_session()
    house.clock.advance(_FRESH - 1)
    code = code_of(await return_with(house, who))
    house.clock.advance(1)
    _discord_is_down(house)
    assert await word_of(house.redeem(code)) == _UNAVAILABLE
    house.members = FakeGuildMembers(a_membership())
    assert await word_of(house.redeem(code)) == "good"


@pytest.mark.parametrize("seconds", [0, _STALE - 1, _STALE])
async def test_who_is_blocked_is_refused_without_asking_discord(
    house: House, seconds: float
) -> None:
    issued = await offline(house)
    _discord_is_down(house)
    house.clock.advance(seconds)
    house.rules = an_access_rules(blocked=frozenset({DISCORD_ID}))
    assert await word_of(house.refresh(token_of(issued))) == "invalid_grant"
    assert _asked(house) == []
    assert await words_of(house, issued) == DEAD


async def test_without_a_bot_nobody_can_be_asked_and_what_was_said_stays(house: House) -> None:
    house.members = None
    issued = await house.redeem(await house.sign_in())
    house.clock.advance(_STALE - 1)
    assert await _roles(house, issued.access_token) == [CAPTAIN_ROLE, SOFTWARE_ROLE]


async def test_who_left_is_refused_at_the_next_refresh_however_fresh_the_roles_were(
    house: House,
) -> None:
    issued = await offline(house)
    house.members = FakeGuildMembers(None)
    assert await word_of(house.userinfo(issued.access_token)) == "good"
    assert await word_of(house.refresh(token_of(issued))) == "invalid_grant"
    assert await words_of(house, issued) == DEAD
