"""Conditions: one of any, each of all, not one of none; and a guild that says nothing."""

import pytest

from domain.identity import Identity
from domain.membership import Membership
from domain.policy.condition import Condition, Finding, InSubteam
from domain.policy.facts import Facts
from domain.policy.truth import Truth
from tests.builders import (
    CAPTAIN_ROLE,
    GUILD_ID,
    OTHER_GUILD_ID,
    SOFTWARE_ROLE,
    a_membership,
    a_memberships,
    an_identity,
    has_role,
)
from tests.unit.domain.policy.people import (
    CAPTAIN,
    GUEST,
    GUEST_ROLE,
    SOFTWARE,
    half_known,
    needs,
    somebody,
)

_CAPTAIN = somebody(CAPTAIN_ROLE)
_BOTH = somebody(CAPTAIN_ROLE, SOFTWARE_ROLE)
_NEITHER = somebody()


def _truth(condition: Condition, identity: Identity) -> Truth:
    return condition.decide(Facts.of(identity), {}).truth


@pytest.mark.parametrize(
    ("condition", "captain", "both", "neither"),
    [
        (needs(), True, True, True),
        (needs(any_of=(CAPTAIN, SOFTWARE)), True, True, False),
        (needs(all_of=(CAPTAIN, SOFTWARE)), False, True, False),
        (needs(none_of=(CAPTAIN, SOFTWARE)), False, False, True),
        (needs(none_of=(SOFTWARE,)), True, False, True),
        (needs(any_of=(CAPTAIN,), none_of=(SOFTWARE,)), True, False, False),
        (needs(any_of=(CAPTAIN,), all_of=(SOFTWARE,)), False, True, False),
        (needs(all_of=(CAPTAIN,), none_of=(CAPTAIN,)), False, False, False),
    ],
)
def test_every_part_has_to_hold(
    condition: Condition, *, captain: bool, both: bool, neither: bool
) -> None:
    people = (_CAPTAIN, _BOTH, _NEITHER)
    assert [_truth(condition, one) for one in people] == [captain, both, neither]


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        (needs(any_of=(GUEST,)), None),
        (needs(all_of=(GUEST,)), None),
        (needs(none_of=(GUEST,)), None),
        (needs(any_of=(CAPTAIN, GUEST)), True),
        (needs(any_of=(SOFTWARE, GUEST)), None),
        (needs(all_of=(SOFTWARE, GUEST)), False),
        (needs(all_of=(CAPTAIN, GUEST)), None),
        (needs(none_of=(CAPTAIN, GUEST)), False),
        (needs(any_of=(CAPTAIN,), none_of=(GUEST,)), None),
        (needs(any_of=(SOFTWARE,), none_of=(GUEST,)), False),
    ],
)
def test_of_a_silent_guild_neither_a_yes_nor_a_no_is_taken(
    condition: Condition, truth: Truth
) -> None:
    assert _truth(condition, half_known(CAPTAIN_ROLE)) is truth


def test_a_guild_that_said_no_is_a_no() -> None:
    assert _truth(needs(any_of=(GUEST,)), _CAPTAIN) is False
    assert _truth(needs(none_of=(GUEST,)), _CAPTAIN) is True


def test_a_silent_guild_takes_away_nothing_that_another_said() -> None:
    assert _truth(needs(all_of=(CAPTAIN,), none_of=(SOFTWARE,)), half_known(CAPTAIN_ROLE)) is True


def test_a_role_is_that_of_its_guild_whatever_its_id() -> None:
    namesake = has_role(CAPTAIN_ROLE, guild_id=OTHER_GUILD_ID)
    assert _truth(needs(any_of=(namesake,)), _CAPTAIN) is False


@pytest.mark.parametrize(
    ("place", "is_in"),
    [
        (a_membership(roles=()), True),
        (a_membership(roles=(), pending=True), False),
        (a_membership(roles=(), guest=True), False),
        (a_membership(guild_id=OTHER_GUILD_ID, roles=()), False),
    ],
)
def test_everyone_is_every_full_member_of_that_guild(place: Membership, *, is_in: bool) -> None:
    everyone = needs(any_of=(has_role(GUILD_ID),))
    assert _truth(everyone, an_identity(memberships=a_memberships(place))) is is_in


def test_who_waits_behind_membership_screening_has_no_role() -> None:
    waiting = a_memberships(a_membership(pending=True))
    assert _truth(needs(any_of=(CAPTAIN,)), an_identity(memberships=waiting)) is False


@pytest.mark.parametrize("place", [{"pending": True}, {"guest": True}])
@pytest.mark.parametrize("elsewhere", [True, False])
def test_a_role_counts_against_who_waits_or_is_a_guest_and_not_for_them(
    place: dict[str, bool], *, elsewhere: bool
) -> None:
    """To leave, come back and wait takes no role away that shuts out."""
    there = a_membership(guild_id=OTHER_GUILD_ID, roles=())
    here = a_membership(roles=(CAPTAIN_ROLE,), **place)  # type: ignore[arg-type]
    person = an_identity(memberships=a_memberships(here, *([there] if elsewhere else [])))
    assert _truth(needs(none_of=(CAPTAIN,)), person) is False
    assert _truth(needs(any_of=(CAPTAIN,)), person) is False
    assert _truth(needs(all_of=(CAPTAIN,)), person) is False
    assert _truth(needs(none_of=(SOFTWARE,)), person) is True


def test_everyone_counts_against_full_members_only() -> None:
    waiting = an_identity(memberships=a_memberships(a_membership(roles=(), pending=True)))
    strangers = needs(none_of=(has_role(GUILD_ID),))
    assert (_truth(strangers, waiting), _truth(strangers, _NEITHER)) == (True, False)


def test_roles_of_all_guilds_count_together() -> None:
    there = a_membership(guild_id=OTHER_GUILD_ID, roles=(GUEST_ROLE,))
    person = an_identity(memberships=a_memberships(a_membership(roles=(CAPTAIN_ROLE,)), there))
    assert _truth(needs(all_of=(CAPTAIN, GUEST)), person) is True


def test_it_tells_what_each_part_came_to() -> None:
    condition = needs(any_of=(CAPTAIN, GUEST), all_of=(SOFTWARE,), none_of=(GUEST,))
    decision = condition.decide(Facts.of(half_known(CAPTAIN_ROLE)), {})
    assert decision.any == (Finding(CAPTAIN, True), Finding(GUEST, None))  # noqa: FBT003
    assert decision.all == (Finding(SOFTWARE, False),)  # noqa: FBT003
    assert decision.none == (Finding(GUEST, None),)
    truths = (decision.any_truth, decision.all_truth, decision.none_truth, decision.truth)
    assert truths == (True, False, None, False)


@pytest.mark.parametrize("truth", [True, False, None])
def test_a_subteam_is_what_was_decided_of_it(truth: Truth) -> None:
    condition = needs(all_of=(InSubteam("board"),))
    assert condition.decide(Facts.of(_CAPTAIN), {"board": truth}).truth is truth


def test_it_knows_all_the_roles_and_subteams_it_looks_at() -> None:
    board = InSubteam("board")
    condition = needs(any_of=(CAPTAIN,), all_of=(board, SOFTWARE), none_of=(GUEST, InSubteam("x")))
    assert condition.requirements == (CAPTAIN, board, SOFTWARE, GUEST, InSubteam("x"))
    assert condition.roles == {CAPTAIN.role, SOFTWARE.role, GUEST.role}
    assert condition.subteams == {"board", "x"}
    assert [one.label for one in condition.requirements[:2]] == [f"@{CAPTAIN_ROLE}", "board"]
