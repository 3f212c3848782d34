"""Gates: each rule alone, and all of them together."""

from datetime import timedelta

import pytest

from domain.identity import Identity
from domain.policy.condition import InSubteam
from domain.policy.gate import OPEN, Gate, Rule, Verdict
from domain.policy.subteam_policy import SubteamPolicy
from domain.policy.truth import Truth
from tests.builders import CAPTAIN_ROLE, DISCORD_ID, NOW, SOFTWARE_ROLE
from tests.unit.domain.policy.people import (
    CAPTAIN,
    SOFTWARE,
    half_known,
    needs,
    somebody,
    the_board,
)

_ME, _ANOTHER = frozenset({DISCORD_ID}), frozenset({"42"})
_BOARD, _GUESTS, _TEAM = InSubteam("board"), InSubteam("guests"), InSubteam("software")
_CAPTAIN = half_known(CAPTAIN_ROLE)
_OF_BOARD, _OF_TEAM = needs(any_of=(_BOARD,)), needs(any_of=(_TEAM,))
_OF_GUESTS = needs(any_of=(_GUESTS,))


def _verdict(gate: Gate, identity: Identity, general: Gate = OPEN) -> Verdict:
    policy = SubteamPolicy(subteams=the_board(), gate=general)
    return policy.verdict(policy.standing(identity), gate, NOW)


def _truths(gate: Gate, identity: Identity = _CAPTAIN) -> dict[Rule, Truth]:
    return {check.rule: check.truth for check in _verdict(gate, identity).checks}


def test_a_gate_without_rules_is_open() -> None:
    verdict = _verdict(OPEN, _CAPTAIN)
    assert (verdict.checks, verdict.is_open, verdict.refused) == ((), True, ())


@pytest.mark.parametrize(
    ("gate", "truths"),
    [
        (Gate(condition=needs(any_of=(_BOARD, _GUESTS))), {Rule.ANY: True}),
        (Gate(condition=needs(any_of=(_TEAM, _GUESTS))), {Rule.ANY: None}),
        (Gate(condition=_OF_TEAM), {Rule.ANY: False}),
        (Gate(condition=needs(all_of=(_BOARD, CAPTAIN))), {Rule.ALL: True}),
        (Gate(condition=needs(all_of=(_BOARD, _GUESTS))), {Rule.ALL: None}),
        (Gate(condition=needs(all_of=(_BOARD, _TEAM))), {Rule.ALL: False}),
        (Gate(condition=needs(none_of=(_TEAM,))), {Rule.NONE: True}),
        (Gate(condition=needs(none_of=(_TEAM, _GUESTS))), {Rule.NONE: None}),
        (Gate(condition=needs(none_of=(CAPTAIN,))), {Rule.NONE: False}),
        (Gate(blocked_users=_ANOTHER), {Rule.BLOCKED: True}),
        (Gate(blocked_users=_ME), {Rule.BLOCKED: False}),
        (Gate(allowed_users=_ME), {Rule.ALLOWED: True}),
        (Gate(allowed_users=_ANOTHER), {Rule.ALLOWED: False}),
        (Gate(two_factor=True), {Rule.TWO_FACTOR: True}),
        (Gate(account_age=timedelta(days=1)), {Rule.ACCOUNT_AGE: True}),
        (Gate(account_age=timedelta(days=3650 * 10)), {Rule.ACCOUNT_AGE: False}),
    ],
)
def test_a_rule_alone(gate: Gate, truths: dict[Rule, Truth]) -> None:
    assert _truths(gate) == truths
    (truth,) = truths.values()
    verdict = _verdict(gate, _CAPTAIN)
    assert (verdict.is_open, bool(verdict.refused)) == (truth is True, truth is False)


@pytest.mark.parametrize("two_factor", [True, False, None])
def test_two_factor_is_what_discord_said_at_the_last_sign_in(two_factor: Truth) -> None:
    person = somebody(two_factor=two_factor)
    assert _truths(Gate(two_factor=True), person) == {Rule.TWO_FACTOR: two_factor}
    assert _truths(Gate(two_factor=False), person) == {}


@pytest.mark.parametrize(
    ("gate", "truths"),
    [
        # They need neither any nor all, and no guild that is silent.
        (Gate(condition=_OF_TEAM, allowed_users=_ME), {Rule.ANY: True}),
        (Gate(condition=_OF_GUESTS, allowed_users=_ME), {Rule.ANY: True}),
        (Gate(condition=needs(all_of=(_TEAM, _GUESTS)), allowed_users=_ME), {Rule.ALL: True}),
        # Where one of these is, others may come in by it.
        (Gate(condition=_OF_BOARD, allowed_users=_ANOTHER), {Rule.ANY: True}),
        (Gate(condition=needs(all_of=(_BOARD,)), allowed_users=_ANOTHER), {Rule.ALL: True}),
        (Gate(condition=_OF_TEAM, allowed_users=_ANOTHER), {Rule.ANY: False}),
        # Beside none alone only they get in, and none holds for them too.
        (
            Gate(condition=needs(none_of=(_TEAM,)), allowed_users=_ANOTHER),
            {Rule.ALLOWED: False, Rule.NONE: True},
        ),
        (
            Gate(condition=needs(none_of=(_BOARD,)), allowed_users=_ME),
            {Rule.ALLOWED: True, Rule.NONE: False},
        ),
        (
            Gate(condition=needs(none_of=(_GUESTS,)), allowed_users=_ME),
            {Rule.ALLOWED: True, Rule.NONE: None},
        ),
    ],
)
def test_who_is_allowed_needs_neither_any_nor_all(gate: Gate, truths: dict[Rule, Truth]) -> None:
    assert _truths(gate) == truths


@pytest.mark.parametrize(
    "gate",
    [
        Gate(allowed_users=_ME, blocked_users=_ME),
        Gate(allowed_users=_ME, condition=needs(any_of=(_TEAM,), none_of=(_BOARD,))),
        Gate(allowed_users=_ME, two_factor=True),
        Gate(allowed_users=_ME, account_age=timedelta(days=3650 * 10)),
    ],
)
def test_who_is_allowed_is_let_off_nothing_else(gate: Gate) -> None:
    assert _verdict(gate, somebody(CAPTAIN_ROLE, two_factor=False)).refused


def test_all_the_rules_are_looked_at_and_each_that_says_no_is_told() -> None:
    gate = Gate(
        condition=needs(any_of=(_TEAM,), all_of=(_BOARD,), none_of=(CAPTAIN,)),
        blocked_users=_ME,
        two_factor=True,
        account_age=timedelta(days=1),
    )
    verdict = _verdict(gate, somebody(CAPTAIN_ROLE, two_factor=False))
    assert [check.rule for check in verdict.checks] == [
        Rule.BLOCKED,
        Rule.ANY,
        Rule.ALL,
        Rule.NONE,
        Rule.TWO_FACTOR,
        Rule.ACCOUNT_AGE,
    ]
    refused = [check.rule for check in verdict.refused]
    assert refused == [Rule.BLOCKED, Rule.ANY, Rule.NONE, Rule.TWO_FACTOR]
    assert not verdict.is_open


@pytest.mark.parametrize(
    ("general", "own", "is_open"),
    [
        (_OF_BOARD, _OF_BOARD, True),
        (_OF_TEAM, _OF_BOARD, False),
        (_OF_BOARD, _OF_TEAM, False),
        (_OF_GUESTS, _OF_BOARD, False),
        (_OF_BOARD, _OF_GUESTS, False),
    ],
)
def test_the_general_gate_and_the_own_one_both_have_to_be_open(
    general: object, own: object, *, is_open: bool
) -> None:
    gates = [Gate(condition=one) for one in (own, general)]  # type: ignore[arg-type]
    verdict = _verdict(gates[0], _CAPTAIN, gates[1])
    assert verdict.is_open is is_open
    assert len(verdict.checks) == 2


def test_the_allowed_ones_of_one_gate_are_not_those_of_the_other() -> None:
    general, own = Gate(condition=_OF_TEAM), Gate(condition=_OF_TEAM, allowed_users=_ME)
    assert [check.truth for check in _verdict(own, _CAPTAIN, general).checks] == [False, True]


def test_a_role_and_a_subteam_may_stand_side_by_side() -> None:
    gate = Gate(condition=needs(any_of=(SOFTWARE, _BOARD)))
    assert _truths(gate) == {Rule.ANY: True}
    assert _truths(gate, somebody(SOFTWARE_ROLE)) == {Rule.ANY: True}
    assert _truths(gate, somebody()) == {Rule.ANY: False}
