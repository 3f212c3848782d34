"""Places in several guilds, some of which tell nothing."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.membership import Membership, Memberships
from domain.role import Role
from tests import builders
from tests.builders import a_membership

A, B, C = "1", "2", "3"
# All three were asked.
a_memberships = partial(builders.a_memberships, asked=(A, B, C))


def at(guild_id: str, *roles: str, pending: bool = False) -> Membership:
    """Give a place in a guild."""
    return a_membership(guild_id=guild_id, roles=roles, nick=f"in {guild_id}", pending=pending)


def test_a_full_member_of_any_guild_is_one() -> None:
    assert a_memberships(at(A, pending=True), at(B)).has_full
    assert not a_memberships(at(A, pending=True), silent=(B,)).has_full
    assert not a_memberships().has_full


def test_a_role_is_that_of_its_guild_and_of_full_members_only() -> None:
    memberships = a_memberships(at(A, "7"), at(B, "8", pending=True), at(C, "7", "9"))
    assert memberships.roles == (Role(A, "7"), Role(C, "7"), Role(C, "9"))


def test_roles_are_sorted_by_guild_and_then_by_id() -> None:
    roles = [Role("2", "1"), Role("1", "2"), Role("1", "1")]
    assert sorted(roles) == [Role("1", "1"), Role("1", "2"), Role("2", "1")]


def test_what_a_silent_guild_said_before_fills_the_gap() -> None:
    new = a_memberships(at(B, "8"), silent=(A,))
    older = a_memberships(at(A, "7"), at(B))
    assert new.filled_from(older) == a_memberships(at(A, "7"), at(B, "8"))


def test_a_no_of_before_fills_the_gap_too() -> None:
    new, older = a_memberships(at(B, "8"), silent=(A,)), a_memberships(at(B))
    assert new.filled_from(older) == a_memberships(at(B, "8"))


def test_what_was_silent_before_stays_silent() -> None:
    new = a_memberships(at(B), silent=(A, C))
    older = a_memberships(at(C, "9"), silent=(A,))
    assert new.filled_from(older) == a_memberships(at(C, "9"), at(B), silent=(A,))
    assert new.filled_from(a_memberships(at(B, "8"), silent=(A, C))) is new


def test_where_nothing_is_missing_nothing_is_taken() -> None:
    new = a_memberships(at(B))
    assert new.filled_from(a_memberships(at(A, "7"), at(B, "8"))) is new


def test_a_guild_that_said_no_by_now_is_not_filled() -> None:
    new, older = a_memberships(silent=(B,)), a_memberships(at(A, "7"), at(B, "8"))
    assert new.filled_from(older) == a_memberships(at(B, "8"))


def test_a_guild_that_is_not_configured_any_more_does_not_come_back() -> None:
    new, older = a_memberships(at(A), silent=(B,)), a_memberships(at(C, "9"), at(B, "8"))
    assert [m.guild_id for m in new.filled_from(older).found] == [B, A]


@pytest.mark.parametrize("silent", [(A,), (B,), (C,), (A, B), (B, C)])
def test_a_silent_guild_changes_no_order(silent: tuple[str, ...]) -> None:
    older = a_memberships(at(A), at(B), at(C))
    told = tuple(m for m in older.found if m.guild_id not in silent)
    assert a_memberships(*told, silent=silent).filled_from(older) == older


def test_complete_memberships_are_fresh_for_as_long_as_was_set() -> None:
    hour = timedelta(hours=1)
    assert a_memberships(at(A)).fresh_for(hour) == hour
    assert a_memberships(at(A), silent=(B,)).fresh_for(hour) == timedelta(seconds=30)


_GUILDS = [A, B, C]
_PLACES = st.builds(
    lambda roles, pending, guest: replace(at(A, *roles), pending=pending, guest=guest),
    st.lists(st.sampled_from("789"), unique=True),
    st.booleans(),
    st.booleans(),
)
_WORLDS = st.dictionaries(st.sampled_from(_GUILDS), _PLACES)
_SILENT = st.sets(st.sampled_from(_GUILDS))


def _told(world: dict[str, Membership], silent: set[str]) -> Memberships:
    found = [replace(world[g], guild_id=g) for g in _GUILDS if g in world and g not in silent]
    return a_memberships(*found, silent=tuple(silent))


@given(_WORLDS, _SILENT)
def test_a_guild_that_fails_never_adds_a_role_and_makes_nobody_a_member(
    world: dict[str, Membership], silent: set[str]
) -> None:
    told, whole = _told(world, silent), _told(world, set())
    assert set(told.roles) <= set(whole.roles)
    assert whole.has_full or not told.has_full


@given(_WORLDS, _WORLDS, _SILENT, _SILENT)
def test_filling_takes_what_was_true_once_and_only_of_guilds_that_are_silent(
    before: dict[str, Membership],
    now: dict[str, Membership],
    silent_before: set[str],
    silent_now: set[str],
) -> None:
    older, new = _told(before, silent_before), _told(now, silent_now)
    filled = new.filled_from(older)
    of_then = {role for role in older.roles if role.guild_id in silent_now}
    assert set(filled.roles) == set(new.roles) | of_then
    assert filled.silent_guilds == silent_now & silent_before
    assert len({m.guild_id for m in filled.found}) == len(filled.found)
    assert not filled.silent_guilds & {m.guild_id for m in filled.found}
