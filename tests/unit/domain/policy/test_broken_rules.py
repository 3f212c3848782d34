"""What a person is told of a closed gate."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.policy.broken_rule import BrokenRule
from domain.policy.condition import InSubteam
from domain.policy.gate import Gate, Rule
from tests.builders import CAPTAIN_ROLE, NOW, SOFTWARE_ROLE
from tests.unit.domain.policy.people import CAPTAIN, SOFTWARE, needs, somebody, the_board

_BOARD, _GUESTS, _TEAM = InSubteam("board"), InSubteam("guests"), InSubteam("software")


def _broken(gate: Gate, *role_ids: str) -> list[BrokenRule]:
    subteams = the_board()
    checks = gate.checks(subteams.of(somebody(*role_ids, two_factor=False)), NOW)
    return [BrokenRule.of(check, subteams) for check in checks if check.truth is False]


@pytest.mark.parametrize(
    ("gate", "broken"),
    [
        # Any one of them would do.
        (
            Gate(condition=needs(any_of=(_TEAM, _GUESTS))),
            BrokenRule(rule=Rule.ANY, names=("Software", "Our guests")),
        ),
        # Only what is missing.
        (
            Gate(condition=needs(all_of=(_BOARD, _TEAM, SOFTWARE))),
            BrokenRule(rule=Rule.ALL, names=("Software", f"@{SOFTWARE_ROLE}")),
        ),
        # Only what is too much.
        (
            Gate(condition=needs(none_of=(_TEAM, _BOARD, CAPTAIN))),
            BrokenRule(rule=Rule.NONE, names=("The board", f"@{CAPTAIN_ROLE}")),
        ),
        (Gate(two_factor=True), BrokenRule(rule=Rule.TWO_FACTOR)),
        (Gate(allowed_users=frozenset({"42"})), BrokenRule(rule=Rule.ALLOWED)),
    ],
)
def test_a_rule_names_what_is_to_blame_for_it(gate: Gate, broken: BrokenRule) -> None:
    assert _broken(gate, CAPTAIN_ROLE) == [broken]


def test_what_is_not_known_is_neither_missing_nor_too_much() -> None:
    subteams = the_board()
    silent = somebody(CAPTAIN_ROLE, silent=("1014823955117604898",))
    condition = needs(all_of=(_GUESTS, _TEAM), none_of=(_GUESTS, CAPTAIN))
    checks = Gate(condition=condition).checks(subteams.of(silent), NOW)
    assert [BrokenRule.of(check, subteams).names for check in checks] == [
        ("Software",),
        (f"@{CAPTAIN_ROLE}",),
    ]


def test_an_account_that_is_too_young_is_told_when() -> None:
    (broken,) = _broken(Gate(account_age=timedelta(days=36500)))
    opens_at = datetime(2015, 8, 10, 17, 26, 37, 529000, tzinfo=UTC) + timedelta(days=36500)
    assert broken == BrokenRule(rule=Rule.ACCOUNT_AGE, opens_at=opens_at)


@pytest.mark.parametrize(
    ("opens_at", "date"),
    [
        (None, ""),
        (datetime(2026, 11, 24, tzinfo=UTC), "2026-11-24"),
        (datetime(2026, 11, 24, 0, 0, 0, 1, tzinfo=UTC), "2026-11-25"),
        (datetime(2026, 11, 24, 23, 59, 59, 999999, tzinfo=UTC), "2026-11-25"),
        (datetime(2026, 12, 31, 12, tzinfo=UTC), "2027-01-01"),
    ],
)
def test_the_day_is_the_first_whole_one_on_which_it_will_do(
    opens_at: datetime | None, date: str
) -> None:
    assert BrokenRule(rule=Rule.ACCOUNT_AGE, opens_at=opens_at).date == date
