"""A lost role closes the gate: by one table, whatever the application holds."""

from collections.abc import Callable, Mapping

import pytest

from application.events import GateClosed, GrantEnded
from domain.policy.condition import Condition, InSubteam
from domain.policy.gate import Gate
from domain.policy.subteam_policy import SubteamPolicy
from tests.builders import CLIENT_ID, DISCORD_ID, a_membership, a_policy
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.gated import held_by_a_captain, lose_the_role, open_up
from tests.unit.application.house import House
from tests.unit.application.leaving import is_signed_in
from tests.unit.application.refreshing import grant_of, token_of, word_of
from tests.unit.application.situations import word_for
from tests.unit.application.steps import return_with
from tests.unit.application.ways_of_use import REFUSED, SESSIONS, WAYS, arrive, word

pytestmark = pytest.mark.anyio


def _closed_by_its_own(house: House) -> None:
    """Let the captain lose the role."""
    lose_the_role(house)


def _closed_in_general(house: House) -> None:
    """Let the operator write a general gate anew."""
    gate = Gate(condition=Condition(none=(InSubteam("mechanics"),)))
    house.policy = SubteamPolicy(subteams=a_policy().subteams, gate=gate)


def _closed_to_the_user(house: House) -> None:
    open_up(house, Gate(blocked_users=frozenset({DISCORD_ID})))


_CAUSES: Mapping[Callable[[House], None], str] = {
    _closed_by_its_own: "any",
    _closed_in_general: "none",
    _closed_to_the_user: "blocked_users",
}


@pytest.mark.parametrize("way", WAYS)
async def test_a_captain_is_let_in_everywhere(house: House, way: str) -> None:
    held = await held_by_a_captain(house)
    assert await word(house, held, way) == ("code" if way in SESSIONS else "good")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("cause", _CAUSES, ids=lambda cause: cause.__name__[1:])
async def test_every_way_refuses_and_ends_what_the_application_holds(
    house: House, cause: Callable[[House], None], way: str
) -> None:
    """C-26."""
    held = await held_by_a_captain(house)
    cause(house)
    assert await word(house, held, way) == REFUSED[way]
    assert await grant_of(house, held.issued) is None
    rule, reason = _CAUSES[cause], "the gate of the application is closed to them"
    assert house.audit.events == [
        GateClosed(client_id=CLIENT_ID, sub=DISCORD_ID, rules=rule),
        GrantEnded(client_id=CLIENT_ID, sub=DISCORD_ID, reason=reason),
    ]
    assert [sent.client_id for sent in house.delivery.sent] == [CLIENT_ID]
    for other in WAYS:
        assert await word(house, held, other) == REFUSED[other]


@pytest.mark.parametrize("way", WAYS)
async def test_what_others_hold_goes_on_and_so_does_the_session(house: House, way: str) -> None:
    held = await held_by_a_captain(house)
    lose_the_role(house)
    await word(house, held, way)
    assert await is_signed_in(house, held.who)
    assert await grant_of(house, held.elsewhere)
    assert word_for(house, await return_with(house, held.who, client_id="forum")) == "code"


@pytest.mark.parametrize("way", WAYS)
async def test_a_role_that_comes_back_opens_the_gate_again_but_brings_no_token_back(
    house: House, way: str
) -> None:
    held = await held_by_a_captain(house)
    lose_the_role(house)
    await word(house, held, way)
    house.members = FakeGuildMembers(a_membership())
    house.clock.advance(400)
    assert await word_of(house.refresh(token_of(held.issued))) == "invalid_grant"
    assert await word_of(house.userinfo(held.issued.access_token)) == "invalid_token"
    assert await arrive(house, held) == "code"
