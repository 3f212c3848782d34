"""What becomes of sessions and grants when the operator names other guilds."""

import pytest

from application.ports.upstream import UpstreamUnavailable, UpstreamUndecided
from domain.authorization_response import AuthorizationRefused
from domain.policy.condition import Condition
from domain.policy.gate import Gate
from tests.builders import (
    CAPTAIN_ROLE,
    DISCORD_ID,
    GUILD_ID,
    OTHER_GUILD_ID,
    SOFTWARE_ROLE,
    UNMAPPED_ROLE,
    a_client,
    a_membership,
    a_memberships,
    an_identity,
    has_role,
)
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.house import House
from tests.unit.application.leaving import is_signed_in
from tests.unit.application.refreshing import (
    DEAD,
    GOOD,
    grant_of,
    offline,
    word_of,
    words_of,
)
from tests.unit.application.steps import found_session, return_with

pytestmark = pytest.mark.anyio

_HERE = a_membership()
_THERE = a_membership(guild_id=OTHER_GUILD_ID, roles=(UNMAPPED_ROLE,))
_ONLY_HERE, _ONLY_THERE = (GUILD_ID,), (OTHER_GUILD_ID,)
_UNAVAILABLE = "temporarily_unavailable"
_DOWN = UpstreamUnavailable("all: 500")
_NOT_THE_ROLE = Gate(condition=Condition(none=(has_role(UNMAPPED_ROLE, guild_id=OTHER_GUILD_ID),)))


def _says(house: House, answer: object) -> FakeGuildMembers:
    house.members = members = FakeGuildMembers(answer)  # type: ignore[arg-type]
    return members


@pytest.fixture
def house(house: House) -> House:
    """Give a house of one guild, in which somebody is a captain."""
    house.guild_ids = _ONLY_HERE
    here = a_memberships(_HERE, asked=_ONLY_HERE)
    house.upstream.answer = an_identity(memberships=here)
    _says(house, here)
    return house


def _one_more(house: House) -> None:
    house.guild_ids = (GUILD_ID, OTHER_GUILD_ID)


def _another(house: House) -> None:
    house.guild_ids = _ONLY_THERE


async def test_a_session_is_read_again_at_once_and_once(house: House) -> None:
    who = await house.begin_session()
    _one_more(house)
    members = _says(house, a_memberships(_HERE, _THERE))
    for _ in range(2):
        found = await house.refresh_membership()(await found_session(house, who))
        assert found
        assert found.session.identity.memberships == members.answer
    assert members.asked == [DISCORD_ID]


async def test_a_grant_is_read_again_at_once_and_once(house: House) -> None:
    issued = await offline(house)
    _one_more(house)
    members = _says(house, a_memberships(_HERE, _THERE))
    for _ in range(2):
        told = await house.userinfo(issued.access_token)
        assert told["roles"] == [CAPTAIN_ROLE, SOFTWARE_ROLE, UNMAPPED_ROLE]
    assert members.asked == [DISCORD_ID]


async def test_a_guild_that_is_no_longer_named_is_no_reason_to_read_again(house: House) -> None:
    _one_more(house)
    both = a_memberships(_HERE, _THERE)
    house.upstream.answer = an_identity(memberships=both)
    members = _says(house, both)
    who, issued = await house.begin_session(), await offline(house)
    members.asked.clear()
    house.guild_ids = _ONLY_HERE
    assert (await house.userinfo(issued.access_token))["roles"] == [CAPTAIN_ROLE, SOFTWARE_ROLE]
    assert await house.refresh_membership()(await found_session(house, who))
    assert members.asked == []


async def test_while_discord_is_down_all_goes_on_that_the_new_guild_does_not_decide(
    house: House,
) -> None:
    issued = await offline(house)
    _one_more(house)
    _says(house, _DOWN)
    assert await words_of(house, issued) == GOOD


async def test_what_the_new_guild_decides_waits_for_it_and_ends_nothing(house: House) -> None:
    issued = await offline(house)
    before = await grant_of(house, issued)
    _one_more(house)
    house.register(a_client(gate=_NOT_THE_ROLE))
    for answer in (_DOWN, a_memberships(_HERE, silent=_ONLY_THERE)):
        _says(house, answer)
        assert await words_of(house, issued) == [_UNAVAILABLE] * 4
    after = await grant_of(house, issued)
    assert before
    assert after
    assert after.refresh == before.refresh
    _says(house, a_memberships(_HERE))
    assert await words_of(house, issued) == GOOD


_SILENCES = [_DOWN, UpstreamUndecided("403", memberships=a_memberships(silent=_ONLY_THERE))]


@pytest.mark.parametrize("answer", _SILENCES)
async def test_where_another_guild_takes_the_place_nothing_ends_before_it_has_said_no(
    house: House, answer: Exception
) -> None:
    who, issued = await house.begin_session(), await offline(house)
    before = await grant_of(house, issued)
    _another(house)
    _says(house, answer)
    assert await words_of(house, issued) == [_UNAVAILABLE] * 4
    with pytest.raises(AuthorizationRefused) as refusal:
        await return_with(house, who)
    assert refusal.value.error.error == _UNAVAILABLE
    assert await grant_of(house, issued) == before
    assert (await is_signed_in(house, who), house.delivery.sent) == (True, [])
    _says(house, a_memberships(_THERE, asked=_ONLY_THERE))
    assert await words_of(house, issued) == GOOD


async def test_once_it_has_said_no_all_of_it_ends(house: House) -> None:
    who, issued = await house.begin_session(), await offline(house)
    _another(house)
    _says(house, a_memberships(asked=_ONLY_THERE))
    assert await word_of(house.userinfo(issued.access_token)) == "invalid_token"
    assert await words_of(house, issued) == DEAD
    assert not await is_signed_in(house, who)
