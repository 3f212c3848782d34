"""The life of a key: published before it signs, kept until what it signed has died (N-DS-06)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.key_life import MARGIN, KeyLife, KeyRecord, KeySchedule, KeyState, RotationRule
from domain.signing_algorithm import SigningAlgorithm
from tests.builders import NOW
from tests.key_rings import SCHEDULE

RS256, ES256 = SigningAlgorithm.RS256, SigningAlgorithm.ES256
DELAY = timedelta(seconds=335)
KEPT = timedelta(seconds=335, hours=8)
MOMENT = timedelta(milliseconds=1)


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def a_key(
    kid: str, published: float, signs: float | None = None, alg: SigningAlgorithm = RS256
) -> KeyRecord:
    signs_from = at(published if signs is None else signs)
    return KeyRecord(kid=kid, alg=alg, published_at=at(published), signs_from=signs_from)


OLD, NEW = a_key("old", -1000), a_key("new", 0, 335)


def life_of(kid: str, keys: list[KeyRecord], now: datetime) -> KeyLife:
    return next(life for life in SCHEDULE.lives(keys, now) if life.key.kid == kid)


def test_no_key_signs_before_there_is_one() -> None:
    assert SCHEDULE.signing(RS256, [], NOW) is None
    assert SCHEDULE.lives([], NOW) == []
    assert SCHEDULE.signing(RS256, [a_key("es", -1, alg=ES256)], NOW) is None


def test_the_first_key_of_its_algorithm_signs_at_once() -> None:
    assert SCHEDULE.new_key_signs_from(NOW, RS256, [], at_once=False) == NOW
    other = [a_key("es", -1, alg=ES256)]
    assert SCHEDULE.new_key_signs_from(NOW, RS256, other, at_once=False) == NOW


def test_a_further_key_signs_once_nobody_keeps_a_key_set_without_it() -> None:
    assert SCHEDULE.publish_delay == DELAY == timedelta(seconds=300 + 30) + MARGIN
    assert SCHEDULE.new_key_signs_from(NOW, RS256, [OLD], at_once=False) == NOW + DELAY
    assert SCHEDULE.new_key_signs_from(NOW, RS256, [OLD], at_once=True) == NOW


def test_a_key_that_nothing_follows_signs_without_an_end() -> None:
    life = life_of("old", [OLD], at(10**9))
    assert (life.state, life.superseded_at, life.gone_at) == (KeyState.SIGNING, None, None)


@pytest.mark.parametrize(
    ("seconds", "old", "new"),
    [
        (0, KeyState.SIGNING, KeyState.PUBLISHED),
        (334.9, KeyState.SIGNING, KeyState.PUBLISHED),
        (335, KeyState.VERIFYING, KeyState.SIGNING),
        (335 + 335 + 8 * 3600 - 0.1, KeyState.VERIFYING, KeyState.SIGNING),
        (335 + 335 + 8 * 3600, KeyState.GONE, KeyState.SIGNING),
    ],
)
def test_each_state_begins_on_its_second(seconds: float, old: KeyState, new: KeyState) -> None:
    lives = SCHEDULE.lives([NEW, OLD], at(seconds))
    assert [(life.key, life.state) for life in lives] == [(OLD, old), (NEW, new)]
    assert (lives[0].superseded_at, lives[0].gone_at) == (at(335), at(335) + KEPT)
    assert (lives[1].superseded_at, lives[1].gone_at) == (None, None)


def test_a_key_that_waits_behind_one_that_waits_is_published() -> None:
    later = a_key("later", 10, 400)
    states = [life.state for life in SCHEDULE.lives([OLD, NEW, later], at(20))]
    assert states == [KeyState.SIGNING, KeyState.PUBLISHED, KeyState.PUBLISHED]


def test_of_two_that_begin_at_once_the_one_later_in_the_alphabet_signs() -> None:
    twins = [a_key("b", 0), a_key("a", 0)]
    signing = SCHEDULE.signing(RS256, twins, at(1))
    assert signing == twins[0]
    assert [life.state for life in SCHEDULE.lives(twins, at(1))] == [
        KeyState.VERIFYING,
        KeyState.SIGNING,
    ]


def test_algorithms_do_not_follow_one_another() -> None:
    keys = [OLD, a_key("es", 0, alg=ES256)]
    assert {life.state for life in SCHEDULE.lives(keys, at(10**9))} == {KeyState.SIGNING}
    assert SCHEDULE.signing(RS256, keys, NOW) == OLD
    assert SCHEDULE.signing(ES256, keys, NOW) == keys[1]


def test_all_but_the_gone_are_published_in_the_order_they_came() -> None:
    keys = [NEW, a_key("es", -5, alg=ES256), OLD]
    assert [key.kid for key in SCHEDULE.published(keys, NOW)] == ["old", "es", "new"]
    assert [key.kid for key in SCHEDULE.published(keys, at(335) + KEPT)] == ["es", "new"]


@pytest.mark.parametrize(
    ("kid", "seconds", "may"),
    [
        ("new", 0, True),
        ("new", 299.9, True),
        # Another process may have it from here on, and sign with it before it sees that it went.
        ("new", 300, False),
        ("new", 335, False),
        ("old", 335, False),
        ("old", 335 + 335 + 8 * 3600, True),
    ],
)
def test_only_a_key_that_nobody_signed_with_may_vanish(
    kid: str, seconds: float, *, may: bool
) -> None:
    assert SCHEDULE.may_vanish(life_of(kid, [OLD, NEW], at(seconds)), at(seconds)) is may


def test_a_key_is_overdue_when_the_newest_of_its_algorithm_is_too_old() -> None:
    rule = RotationRule(every=timedelta(seconds=100))
    keys = [a_key("old", -1000), a_key("new", 0, 335), a_key("es", -50, alg=ES256)]
    assert rule.overdue([], NOW) == []
    assert rule.overdue(keys, at(49.9)) == []
    assert rule.overdue(keys, at(50)) == [ES256]
    assert rule.overdue(keys, at(100)) == [RS256, ES256]


def test_without_a_rule_no_key_is_ever_overdue() -> None:
    assert RotationRule(every=None).overdue([OLD], at(10**9)) == []


@dataclass(frozen=True, kw_only=True)
class History:
    """Keys that came one after the other, and when each of two processes noticed each."""

    schedule: KeySchedule
    keys: list[KeyRecord]
    noticed: tuple[Mapping[str, datetime], ...]

    def known(self, process: int, now: datetime) -> list[KeyRecord]:
        return [key for key in self.keys if self.noticed[process][key.kid] <= now]

    def turning_points(self) -> list[datetime]:
        """Give the moments at which something changes, and those just before."""
        changes = {key.signs_from for key in self.keys}
        changes |= {moment for noticed in self.noticed for moment in noticed.values()}
        return sorted(changes | {max(moment - MOMENT, NOW) for moment in changes})


@st.composite
def histories(draw: st.DrawFn) -> History:
    span = st.integers(1, 400)
    schedule = KeySchedule(
        jwks_max_age=timedelta(seconds=draw(span)),
        reload_interval=timedelta(seconds=draw(span)),
        longest_use=timedelta(seconds=draw(st.integers(1, 4000))),
    )
    keys: list[KeyRecord] = []
    now = NOW
    for number in range(draw(st.integers(1, 6))):
        signs_from = schedule.new_key_signs_from(now, RS256, keys, at_once=False)
        keys.append(KeyRecord(kid=f"{number}", alg=RS256, published_at=now, signs_from=signs_from))
        now += timedelta(seconds=draw(st.integers(0, 3000)))
    delay = st.floats(0, schedule.reload_interval.total_seconds())
    noticed = tuple(
        {
            # Whoever starts finds the first one there.
            key.kid: key.published_at + timedelta(seconds=draw(delay) if key is not keys[0] else 0)
            for key in keys
        }
        for _ in range(2)
    )
    return History(schedule=schedule, keys=keys, noticed=noticed)


@given(histories())
def test_exactly_one_key_signs_at_any_time(history: History) -> None:
    for now in history.turning_points():
        lives = history.schedule.lives(history.keys, now)
        signing = [life.key for life in lives if life.state is KeyState.SIGNING]
        assert signing == [history.schedule.signing(RS256, history.keys, now)]


@given(histories())
def test_n_ds_06_a_token_verifies_while_it_lives_by_any_key_set_that_anybody_may_keep(
    history: History,
) -> None:
    schedule = history.schedule
    for signed_at, used, kept in product(history.turning_points(), (0, 0.999_999), (0, 1)):
        used_at = signed_at + schedule.longest_use * used
        # Nothing was there to be fetched before the first key was.
        fetched_at = max(used_at - schedule.jwks_max_age * kept, NOW)
        for signer, publisher in product((0, 1), (0, 1)):
            key = schedule.signing(RS256, history.known(signer, signed_at), signed_at)
            known = history.known(publisher, fetched_at)
            assert key in schedule.published(known, fetched_at)
