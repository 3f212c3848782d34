"""What was read before the operator named a guild says nothing of that guild."""

from datetime import timedelta

from tests.builders import (
    GUILD_ID,
    NOW,
    OTHER_GUILD_ID,
    a_grant,
    a_membership,
    a_memberships,
    a_session,
    an_identity,
)

_FRESHNESS = timedelta(minutes=5)
_BOTH = (GUILD_ID, OTHER_GUILD_ID)
_ONE = a_memberships(a_membership(), asked=(GUILD_ID,))


def test_a_session_is_read_again_at_once_for_a_guild_that_is_new() -> None:
    session = a_session(identity=an_identity(memberships=_ONE))
    assert session.is_fresh(NOW, freshness=_FRESHNESS, guild_ids=(GUILD_ID,))
    assert not session.is_fresh(NOW, freshness=_FRESHNESS, guild_ids=_BOTH)


def test_so_is_a_grant() -> None:
    grant = a_grant(identity=an_identity(memberships=_ONE))
    assert grant.is_fresh(NOW, freshness=_FRESHNESS, guild_ids=(GUILD_ID,))
    assert not grant.is_fresh(NOW, freshness=_FRESHNESS, guild_ids=_BOTH)


def test_of_a_guild_that_is_new_neither_a_yes_nor_a_no_is_known() -> None:
    assert _ONE.within(_BOTH) == a_memberships(
        a_membership(), silent=(OTHER_GUILD_ID,), asked=_BOTH
    )
    assert _ONE.within((GUILD_ID,)) == _ONE
