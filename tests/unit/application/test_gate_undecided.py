"""A gate that a silent guild would decide lets nobody through, and ends nothing."""

import pytest

from domain.policy.condition import Condition
from domain.policy.gate import Gate
from tests.builders import (
    OTHER_GUILD_ID,
    a_membership,
    a_memberships,
    an_identity,
    has_role,
)
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.gated import held_by_a_captain, open_up
from tests.unit.application.house import House
from tests.unit.application.leaving import is_signed_in
from tests.unit.application.refreshing import grant_of
from tests.unit.application.ways_of_use import REFUSED, SESSIONS, WAYS, word

pytestmark = pytest.mark.anyio

_GUEST = has_role("1152921504606846985", guild_id=OTHER_GUILD_ID)
_QUIET = a_memberships(a_membership(), silent=(OTHER_GUILD_ID,))
_SUSPENDED = a_memberships(
    a_membership(), a_membership(guild_id=OTHER_GUILD_ID, roles=(_GUEST.role.role_id,))
)


@pytest.fixture
def house(house: House) -> House:
    """Give a house whose person is in one guild, while the other says nothing."""
    house.upstream.answer = an_identity(memberships=_QUIET)
    house.members = FakeGuildMembers(_QUIET)
    return house


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("part", ["any", "all", "none"])
async def test_while_the_guild_is_silent_nobody_is_let_through_and_nothing_ends(
    house: House, part: str, way: str
) -> None:
    held = await held_by_a_captain(house)
    open_up(house, Gate(condition=Condition(**{part: (_GUEST,)})))
    before = await grant_of(house, held.issued)
    assert await word(house, held, way) == "temporarily_unavailable"
    assert await grant_of(house, held.issued) == before
    assert await is_signed_in(house, held.who)
    assert (house.delivery.sent, house.audit.events) == ([], [])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("suspended", [True, False])
async def test_once_the_guild_says_it_is_decided(
    house: House, way: str, *, suspended: bool
) -> None:
    held = await held_by_a_captain(house)
    open_up(house, Gate(condition=Condition(none=(_GUEST,))))
    await word(house, held, way)
    house.members = FakeGuildMembers(_SUSPENDED if suspended else a_memberships(a_membership()))
    house.clock.advance(60)
    good = "code" if way in SESSIONS else "good"
    assert await word(house, held, way) == (REFUSED[way] if suspended else good)
