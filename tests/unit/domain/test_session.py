"""A session: how long it lives, and how long its roles are believed."""

from datetime import timedelta

import pytest

from domain.membership import Memberships
from tests.builders import (
    GUILD_ID,
    NOW,
    OTHER_GUILD_ID,
    a_membership,
    a_memberships,
    a_session,
    an_identity,
)

_MOMENT = timedelta(microseconds=1)
_IDLE = timedelta(hours=1)
_FRESHNESS = timedelta(minutes=5)
_LIFETIME = timedelta(hours=8)


def test_a_session_lives_until_the_moment_it_expires_however_much_it_is_used() -> None:
    session = a_session(used_at=NOW + _LIFETIME - _MOMENT, expires_at=NOW + _LIFETIME)
    assert session.is_alive(NOW + _LIFETIME - _MOMENT, idle=_IDLE)
    assert not session.is_alive(NOW + _LIFETIME, idle=_IDLE)


def test_a_session_that_is_left_alone_lives_until_the_idle_limit() -> None:
    session = a_session(used_at=NOW)
    assert session.is_alive(NOW + _IDLE - _MOMENT, idle=_IDLE)
    assert not session.is_alive(NOW + _IDLE, idle=_IDLE)


def test_each_use_puts_the_idle_limit_off_but_not_the_end() -> None:
    used = a_session(used_at=NOW).used(NOW + _IDLE - _MOMENT)
    assert used.is_alive(NOW + _IDLE, idle=_IDLE)
    assert used.expires_at == a_session().expires_at


def test_a_use_changes_nothing_else() -> None:
    session = a_session()
    used = session.used(NOW + timedelta(minutes=30))
    assert used == a_session(used_at=NOW + timedelta(minutes=30))
    assert session == a_session()


def test_roles_are_believed_until_the_freshness_is_over() -> None:
    session = a_session(read_at=NOW)
    assert session.is_fresh(NOW, freshness=_FRESHNESS, guild_ids=(GUILD_ID,))
    assert session.is_fresh(NOW + _FRESHNESS - _MOMENT, freshness=_FRESHNESS, guild_ids=(GUILD_ID,))
    assert not session.is_fresh(NOW + _FRESHNESS, freshness=_FRESHNESS, guild_ids=(GUILD_ID,))


@pytest.mark.parametrize("freshness", [_FRESHNESS, timedelta(seconds=20)])
def test_where_a_guild_told_nothing_roles_are_believed_for_half_a_minute_at_most(
    freshness: timedelta,
) -> None:
    told = a_memberships(a_membership(), silent=(OTHER_GUILD_ID,))
    session = a_session().with_memberships(told, NOW)
    until = NOW + min(freshness, timedelta(seconds=30))
    assert session.is_fresh(until - _MOMENT, freshness=freshness, guild_ids=(GUILD_ID,))
    assert not session.is_fresh(until, freshness=freshness, guild_ids=(GUILD_ID,))


def test_a_use_makes_no_roles_fresh() -> None:
    later = NOW + _FRESHNESS
    assert (
        not a_session(read_at=NOW)
        .used(later)
        .is_fresh(later, freshness=_FRESHNESS, guild_ids=(GUILD_ID,))
    )


@pytest.mark.parametrize(
    "memberships",
    [
        a_memberships(),
        a_memberships(a_membership(roles=())),
        a_memberships(a_membership(pending=True)),
        a_memberships(silent=(GUILD_ID,)),
    ],
)
def test_what_discord_just_said_replaces_the_memberships_and_nothing_else(
    memberships: Memberships,
) -> None:
    now = NOW + _FRESHNESS
    session = a_session().with_memberships(memberships, now)
    assert session == a_session(
        identity=an_identity(memberships=memberships),
        read_at=now,
        used_at=now,
    )


def test_an_email_stays_when_the_membership_is_read_again() -> None:
    session = a_session().with_memberships(a_memberships(), NOW)
    assert (session.identity.email, session.has_email) == ("nelly@example.org", True)
