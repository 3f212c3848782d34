"""The rules of a family of refresh tokens, one by one (RFC 9700 section 4.14.2)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import InvalidGrant, RefreshTokenReused
from domain.opaque_token import digest
from domain.refresh_token import RefreshFamily, RefreshToken
from tests.builders import NOW, a_refresh_token, a_token_lifetimes

_LIFETIMES = a_token_lifetimes()
_FIRST, _SECOND, _THIRD = (a_refresh_token(secret) for secret in ("first", "second", "third"))
_INSTANT = timedelta(microseconds=1)
_LATER = NOW + timedelta(seconds=1)


def _begun() -> RefreshFamily:
    return RefreshFamily.begun(_FIRST, NOW, _LIFETIMES)


def _rotated() -> RefreshFamily:
    return _begun().rotated(_FIRST, _SECOND, NOW)


def _may_come(family: RefreshFamily, token: RefreshToken, after: timedelta) -> bool:
    try:
        family.check(token, NOW + after, _LIFETIMES)
    except InvalidGrant:
        return False
    return True


def test_the_first_token_may_be_used() -> None:
    _begun().check(_FIRST, NOW, _LIFETIMES)
    assert _begun().is_alive(_FIRST, NOW, _LIFETIMES)


def test_only_digests_are_kept() -> None:
    kept = repr(_rotated())
    assert not any(part in kept for t in (_FIRST, _SECOND) for part in (t.handle, t.secret))


def test_only_who_has_held_a_token_of_the_family_is_known_to_it() -> None:
    assert _begun().knows(replace(_FIRST, secret="x" * 43))
    assert not _begun().knows(replace(_FIRST, handle="x" * 43))
    assert not _begun().knows(replace(_FIRST, handle=digest(_FIRST.handle)))


def test_only_the_successor_is_alive_after_a_use() -> None:
    family = _rotated()
    alive = [family.is_alive(token, NOW, _LIFETIMES) for token in (_FIRST, _SECOND)]
    assert alive == [False, True]


@pytest.mark.parametrize(
    ("after", "comes"),
    [
        (timedelta(0), True),
        (timedelta(seconds=10) - _INSTANT, True),
        (timedelta(seconds=10), False),
        (timedelta(days=1), False),
    ],
)
def test_the_predecessor_may_come_again_within_the_grace_and_not_after(
    after: timedelta, *, comes: bool
) -> None:
    """N-RF-02, N-RF-03: a reply may have been lost."""
    assert _may_come(_rotated(), _FIRST, after) is comes


def test_without_a_grace_it_may_not() -> None:
    lifetimes = replace(_LIFETIMES, refresh_grace=timedelta(0))
    with pytest.raises(RefreshTokenReused):
        _rotated().check(_FIRST, NOW, lifetimes)


def test_a_repeat_replaces_the_successor_and_begins_no_new_grace() -> None:
    family = _rotated().rotated(_FIRST, _THIRD, NOW + timedelta(seconds=9))
    assert not family.is_alive(_SECOND, NOW + timedelta(seconds=9), _LIFETIMES)
    assert family.is_alive(_THIRD, NOW + timedelta(seconds=9), _LIFETIMES)
    assert _may_come(family, _FIRST, timedelta(seconds=9))
    assert not _may_come(family, _FIRST, timedelta(seconds=10))


def test_once_the_successor_was_used_the_predecessor_may_not_come_again() -> None:
    family = _rotated().rotated(_SECOND, _THIRD, _LATER)
    with pytest.raises(RefreshTokenReused):
        family.check(_FIRST, _LATER, _LIFETIMES)
    family.check(_SECOND, _LATER, _LIFETIMES)


def test_a_successor_that_was_replaced_unused_is_reuse_at_once() -> None:
    family = _rotated().rotated(_FIRST, _THIRD, _LATER)
    with pytest.raises(RefreshTokenReused):
        family.check(_SECOND, _LATER, _LIFETIMES)


def test_a_token_that_stays_is_used_and_ends_the_turn_of_its_predecessor() -> None:
    family = _rotated().used(_LATER)
    family.check(_SECOND, _LATER, _LIFETIMES)
    with pytest.raises(RefreshTokenReused):
        family.check(_FIRST, _LATER, _LIFETIMES)


def _used_every_week() -> Iterator[RefreshFamily]:
    family, token = _begun(), _FIRST
    for week in range(1, 13):
        successor = a_refresh_token(f"week {week}")
        family = family.rotated(token, successor, NOW + timedelta(weeks=week))
        token = successor
        yield family


def test_left_alone_it_dies_after_the_idle_time() -> None:
    """N-RF-04."""
    end = timedelta(days=14)
    assert _begun().ends_at(_LIFETIMES) == NOW + end
    assert _may_come(_begun(), _FIRST, end - _INSTANT)
    assert not _may_come(_begun(), _FIRST, end)
    assert not _begun().is_alive(_FIRST, NOW + end, _LIFETIMES)


def test_used_all_the_time_it_dies_at_the_same_moment_however_often_it_was_used() -> None:
    """N-RF-04."""
    for week, family in enumerate(_used_every_week(), start=1):
        fortnight_on = NOW + timedelta(weeks=week + 2)
        assert family.ends_at(_LIFETIMES) == min(fortnight_on, NOW + timedelta(days=90))


def test_one_that_is_too_old_is_no_reuse_whichever_token_comes() -> None:
    for token in (_FIRST, _SECOND):
        with pytest.raises(InvalidGrant) as refusal:
            _rotated().check(token, NOW + timedelta(days=14), _LIFETIMES)
        assert not isinstance(refusal.value, RefreshTokenReused)


def test_what_is_kept_cannot_be_presented() -> None:
    for kept in (digest(_FIRST.secret), digest(_SECOND.secret)):
        with pytest.raises(RefreshTokenReused):
            _rotated().check(replace(_FIRST, secret=kept), NOW, _LIFETIMES)
