"""The age of an account, to the millisecond that its id begins with."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.policy.facts import Facts
from domain.policy.gate import Gate, Rule
from tests.builders import NOW
from tests.unit.domain.policy.people import somebody, standing

_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_MONTH = timedelta(days=30)


def _id_of(moment: datetime, noise: int = 0) -> str:
    milliseconds = (moment - _EPOCH) // timedelta(milliseconds=1)
    return str((milliseconds << 22) + noise)


@pytest.mark.parametrize(
    ("discord_id", "moment"),
    [
        # The example of Discord's own documentation.
        ("175928847299117063", datetime(2016, 4, 30, 11, 18, 25, 796000, tzinfo=UTC)),
        ("80351110224678912", datetime(2015, 8, 10, 17, 26, 37, 529000, tzinfo=UTC)),
        ("0", _EPOCH),
        (_id_of(NOW, noise=2**22 - 1), NOW),
    ],
)
def test_an_id_says_when_the_account_was_made(discord_id: str, moment: datetime) -> None:
    assert Facts.of(somebody(discord_id=discord_id)).created_at == moment


@pytest.mark.parametrize(
    ("early", "old_enough"),
    [
        (timedelta(milliseconds=1), False),
        (timedelta(), True),
        (timedelta(milliseconds=-1), True),
        (_MONTH, False),
    ],
)
def test_it_opens_at_the_very_moment_it_is_old_enough(
    early: timedelta, *, old_enough: bool
) -> None:
    made_at = NOW - _MONTH + early
    person = standing(somebody(discord_id=_id_of(made_at)))
    (check,) = Gate(account_age=_MONTH).checks(person, NOW)
    assert (check.rule, check.truth) == (Rule.ACCOUNT_AGE, old_enough)
    assert check.opens_at == made_at + _MONTH


def test_the_longest_id_there_can_be_is_an_age_too() -> None:
    person = standing(somebody(discord_id=str(2**64 - 1)))
    (check,) = Gate(account_age=_MONTH).checks(person, NOW)
    assert check.truth is False
