"""Guilds that were not asked: what is known of them is neither a yes nor a no."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from domain.membership import Membership, Memberships
from tests.builders import (
    NOW,
    a_grant,
    a_membership,
    a_memberships,
    a_session,
    an_identity,
)

A, B, C = "1", "2", "3"
_HOUR = timedelta(hours=1)


def at(guild_id: str, nick: str | None = None) -> Membership:
    """Give a place in a guild."""
    return a_membership(guild_id=guild_id, roles=("7",), nick=nick)


def told(*found: Membership, asked: str, silent: str = "") -> Memberships:
    """Give what guilds told; each is one letter."""
    return a_memberships(*found, silent=tuple(silent), asked=tuple(asked))


@pytest.mark.parametrize(
    ("asked", "covered"),
    [(A, False), (B, False), (A + B, True), (A + B + C, True), ("", False)],
)
def test_it_covers_guilds_that_were_asked_each_of_them(asked: str, *, covered: bool) -> None:
    assert told(asked=asked).covers((A, B)) is covered


def test_a_silent_guild_was_asked_all_the_same() -> None:
    assert told(at(A), asked=A + B, silent=B).covers((A, B))


def test_a_guild_that_was_not_asked_counts_as_silent() -> None:
    within = told(at(A), asked=A).within((A, B))
    assert within == told(at(A), asked=A + B, silent=B)


@pytest.mark.parametrize("before", ["", A])
def test_a_guild_that_took_the_place_of_another_is_silent_and_the_other_is_gone(
    before: str,
) -> None:
    within = told(*(at(guild) for guild in before), asked=A).within((B,))
    assert within == told(asked=B, silent=B)
    assert not within.has_full


def test_a_guild_that_is_no_longer_named_is_not_waited_for() -> None:
    assert told(at(A), asked=A + B, silent=B).within((A,)) == told(at(A), asked=A)


def test_a_no_stays_a_no() -> None:
    assert told(at(A), asked=A + B).within((B,)) == told(asked=B)


@pytest.mark.parametrize("order", list(permutations((A, B, C))))
def test_places_are_in_the_order_in_which_the_operator_names_the_guilds(
    order: tuple[str, ...],
) -> None:
    person = an_identity(memberships=told(at(A, "of A"), at(B, "of B"), at(C), asked=A + B + C))
    within = person.within(order)
    assert [one.guild_id for one in within.memberships.found] == list(order)
    assert within.nickname == ("of A" if order.index(A) < order.index(B) else "of B")


@pytest.mark.parametrize("older", [told(at(A), asked=A), told(at(A), asked=A + B, silent=B)])
def test_no_answer_of_before_is_no_no(older: Memberships) -> None:
    """Neither where the guild was silent then, nor where it was not asked."""
    new = told(at(A), asked=A + B, silent=B)
    assert new.filled_from(older) is new


def test_what_a_guild_said_of_before_fills_no_gap_of_another() -> None:
    new = told(at(C), asked=A + B + C, silent=A + B)
    older = told(at(A), asked=A + C)
    assert new.filled_from(older) == told(at(A), at(C), asked=A + B + C, silent=B)


def test_filling_asks_nobody() -> None:
    new, older = told(asked=A, silent=A), told(at(A), at(B), asked=A + B)
    assert new.filled_from(older) == told(at(A), asked=A)


@pytest.mark.parametrize(("guilds", "is_fresh"), [((A,), True), ((A, B), False), ((B,), False)])
def test_roles_are_fresh_only_where_every_guild_of_today_was_asked(
    guilds: tuple[str, ...], *, is_fresh: bool
) -> None:
    person = an_identity(memberships=told(at(A), asked=A))
    grant, session = a_grant(identity=person), a_session(identity=person)
    assert grant.is_fresh(NOW, freshness=_HOUR, guild_ids=guilds) is is_fresh
    assert session.is_fresh(NOW, freshness=_HOUR, guild_ids=guilds) is is_fresh


def test_a_grant_takes_no_no_of_a_guild_that_was_not_asked() -> None:
    grant = a_grant(identity=an_identity(memberships=told(at(A), asked=A)))
    new = told(at(A), asked=A + B, silent=B)
    looked = grant.with_memberships(new, NOW, _HOUR)
    assert looked == replace(grant, identity=an_identity(memberships=new))
    assert looked.identity.memberships.silent_guilds == {B}
