"""What a grant knows of memberships while one of several guilds tells nothing."""

from dataclasses import replace
from datetime import timedelta

from domain.grant import Grant
from domain.membership import Memberships
from tests.builders import (
    GUILD_ID,
    NOW,
    OTHER_GUILD_ID,
    SOFTWARE_ROLE,
    UNMAPPED_ROLE,
    a_grant,
    a_membership,
    a_memberships,
    an_identity,
)

_LIMIT = timedelta(hours=1)
_MOMENT = timedelta(microseconds=1)
_HERE = a_membership()
_THERE = a_membership(guild_id=OTHER_GUILD_ID, roles=(UNMAPPED_ROLE,))
_DEMOTED = a_membership(roles=(SOFTWARE_ROLE,))
_BOTH = a_memberships(_HERE, _THERE)


def _grant(memberships: Memberships) -> Grant:
    return a_grant(identity=an_identity(memberships=memberships))


def _looked(grant: Grant, told: Memberships, after: timedelta) -> Grant:
    return grant.with_memberships(told, NOW + after, _LIMIT)


def test_where_every_guild_answers_the_memberships_are_replaced_and_nothing_else() -> None:
    later, left = NOW + timedelta(minutes=5), a_memberships()
    grant = _grant(_BOTH).with_memberships(left, later, _LIMIT)
    assert grant == replace(_grant(left), read_at=later)


def test_what_a_silent_guild_said_last_counts_and_gets_no_younger() -> None:
    told = a_memberships(_DEMOTED, silent=(OTHER_GUILD_ID,))
    grant = _looked(_grant(_BOTH), told, _LIMIT - _MOMENT)
    assert grant == _grant(a_memberships(_DEMOTED, _THERE))
    assert grant.read_at == NOW


def test_after_the_staleness_limit_what_a_silent_guild_said_counts_no_more() -> None:
    told = a_memberships(_HERE, silent=(OTHER_GUILD_ID,))
    grant = _looked(_grant(_BOTH), told, _LIMIT)
    assert grant == replace(_grant(told), read_at=NOW + _LIMIT)


def test_looking_again_and_again_puts_the_limit_off_for_nobody() -> None:
    told, grant = a_memberships(_HERE, silent=(OTHER_GUILD_ID,)), _grant(_BOTH)
    for minutes in range(0, 60, 10):
        grant = _looked(grant, told, timedelta(minutes=minutes))
    assert grant.identity.memberships == _BOTH
    assert _looked(grant, told, _LIMIT).identity.memberships == told


def test_where_nothing_of_before_is_taken_the_answer_is_as_young_as_it_is() -> None:
    told = a_memberships(_DEMOTED, silent=(OTHER_GUILD_ID,))
    before = a_memberships(_HERE, silent=(OTHER_GUILD_ID,))
    grant = _looked(_grant(before), told, timedelta(minutes=5))
    assert grant == replace(_grant(told), read_at=NOW + timedelta(minutes=5))


def test_a_guild_that_tells_nothing_makes_roles_fresh_for_half_a_minute_at_most() -> None:
    grant = _grant(a_memberships(_HERE, silent=(OTHER_GUILD_ID,)))
    half_a_minute, freshness = timedelta(seconds=30), timedelta(minutes=5)
    assert grant.is_fresh(NOW + half_a_minute - _MOMENT, freshness=freshness, guild_ids=(GUILD_ID,))
    assert not grant.is_fresh(NOW + half_a_minute, freshness=freshness, guild_ids=(GUILD_ID,))


def test_while_discord_is_down_what_it_said_counts_to_the_limit_silent_guilds_or_not() -> None:
    for memberships in (_BOTH, a_memberships(_HERE, silent=(OTHER_GUILD_ID,))):
        grant = _grant(memberships)
        assert grant.still_counts(NOW + _LIMIT - _MOMENT, staleness_limit=_LIMIT)
        assert not grant.still_counts(NOW + _LIMIT, staleness_limit=_LIMIT)


def test_an_answer_that_says_nothing_new_leaves_the_grant_as_it_was() -> None:
    grant = _grant(_BOTH)
    assert _looked(grant, a_memberships(_HERE, silent=(OTHER_GUILD_ID,)), _LIMIT / 2) is grant
    assert _looked(grant, a_memberships(_THERE, silent=(GUILD_ID,)), _LIMIT / 2) is grant
