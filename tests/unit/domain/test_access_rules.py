"""Who may come in, and stay."""

import pytest

from domain.access_rules import Refusal
from domain.membership import Membership, Memberships
from tests.builders import (
    DISCORD_ID,
    GUILD_ID,
    OTHER_GUILD_ID,
    a_membership,
    a_memberships,
    an_access_rules,
    an_identity,
)

_SHUT_OUT = frozenset({DISCORD_ID})
_WAITING = a_membership(pending=True)
_ELSEWHERE = a_membership(guild_id=OTHER_GUILD_ID)


@pytest.mark.parametrize(
    ("membership", "blocked", "refusal"),
    [
        (a_membership(), frozenset[str](), None),
        (a_membership(), frozenset({"42"}), None),
        (a_membership(roles=()), frozenset[str](), None),
        (None, frozenset[str](), Refusal.NOT_IN_GUILD),
        (a_membership(pending=True), frozenset[str](), Refusal.NOT_FULL),
        (a_membership(guest=True), frozenset[str](), Refusal.NOT_FULL),
        (a_membership(), _SHUT_OUT, Refusal.BLOCKED),
        # Whatever else is true: who is blocked is told that.
        (None, _SHUT_OUT, Refusal.BLOCKED),
        (a_membership(pending=True), _SHUT_OUT, Refusal.BLOCKED),
    ],
)
def test_only_a_full_member_who_is_not_blocked_may_come_in(
    membership: Membership | None, blocked: frozenset[str], refusal: Refusal | None
) -> None:
    rules = an_access_rules(blocked=blocked)
    assert rules.refusal(an_identity(membership=membership)) is refusal


@pytest.mark.parametrize(
    ("memberships", "refusal"),
    [
        (a_memberships(_WAITING, _ELSEWHERE), None),
        (a_memberships(_ELSEWHERE, silent=(GUILD_ID,)), None),
        (a_memberships(_WAITING, silent=(OTHER_GUILD_ID,)), Refusal.NOT_FULL),
        (a_memberships(), Refusal.NOT_IN_GUILD),
    ],
)
def test_a_full_member_of_any_guild_may_come_in(
    memberships: Memberships, refusal: Refusal | None
) -> None:
    assert an_access_rules().refusal(an_identity(memberships=memberships)) is refusal


def test_a_part_of_an_id_blocks_nobody() -> None:
    rules = an_access_rules(blocked=frozenset({DISCORD_ID[:-1], DISCORD_ID + "0"}))
    assert rules.refusal(an_identity()) is None
