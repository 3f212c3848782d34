"""What one claim rule makes of a person."""

import pytest

from domain.identity import Identity
from domain.policy.claim_rules import EVERYWHERE, BySubteam, ClaimRule, Form, Groups, Place, Value
from domain.policy.subteams import Subteams
from tests.builders import (
    CAPTAIN_ROLE,
    GUILD_ID,
    OTHER_GUILD_ID,
    SOFTWARE_ROLE,
    UNMAPPED_ROLE,
    a_membership,
    a_memberships,
    a_subteam,
    an_identity,
    has_role,
)
from tests.unit.domain.policy.people import GUEST, GUEST_ROLE, half_known, somebody, the_board

_BOTH = somebody(SOFTWARE_ROLE, UNMAPPED_ROLE, CAPTAIN_ROLE)
_NOBODY = somebody(UNMAPPED_ROLE)
_QUOTA = BySubteam(values=(("software", 20), ("board", 100), ("guests", 1)))


def _value(source: Groups | BySubteam, identity: Identity = _BOTH) -> Value | None:
    subteams = the_board()
    return source.value(subteams.of(identity), subteams)


@pytest.mark.parametrize(
    ("groups", "value"),
    [
        (Groups(), ("board", "software")),
        (Groups(form=Form.NAME), ("The board", "Software")),
        (Groups(form=Form.ROLE_ID), (CAPTAIN_ROLE, SOFTWARE_ROLE)),
        (Groups(prefix="discord:"), ("discord:board", "discord:software")),
        (Groups(form=Form.NAME, prefix="*"), ("*The board", "*Software")),
        (Groups(form=Form.ROLE_ID, prefix="r"), (f"r{CAPTAIN_ROLE}", f"r{SOFTWARE_ROLE}")),
        (Groups(only={"software", "guests"}), ("software",)),
        (Groups(form=Form.NAME, only={"board"}, prefix="/"), ("/The board",)),
        (Groups(form=Form.ROLE_ID, only={SOFTWARE_ROLE, UNMAPPED_ROLE}), (SOFTWARE_ROLE,)),
        (Groups(only=frozenset()), ()),
    ],
)
def test_a_list_is_of_that_form(groups: Groups, value: tuple[str, ...]) -> None:
    assert _value(groups) == value


@pytest.mark.parametrize("form", Form)
def test_whoever_is_in_nothing_gets_an_empty_list(form: Form) -> None:
    assert _value(Groups(form=form, prefix="x"), _NOBODY) == ()


@pytest.mark.parametrize("form", Form)
def test_what_is_not_certain_is_not_told(form: Form) -> None:
    assert len(_value(Groups(form=form), half_known(CAPTAIN_ROLE)) or ()) == 1  # type: ignore[arg-type]


def test_everyone_is_no_role_to_tell() -> None:
    members = Subteams([a_subteam("members", any_of=[has_role(GUILD_ID)])])
    standing = members.of(_BOTH)
    assert Groups(form=Form.ROLE_ID).value(standing, members) == ()
    assert Groups().value(standing, members) == ("members",)


def test_a_role_is_told_only_where_it_counts_for_a_subteam_somebody_is_in() -> None:
    captain, software = has_role(CAPTAIN_ROLE), has_role(SOFTWARE_ROLE)
    subteams = Subteams(
        [
            a_subteam("calm", none_of=[captain]),
            a_subteam("leads", any_of=[captain], none_of=[software]),
            a_subteam("coders", all_of=[software]),
        ]
    )
    groups = Groups(form=Form.ROLE_ID)
    assert groups.value(subteams.of(_BOTH), subteams) == (SOFTWARE_ROLE,)


@pytest.mark.parametrize(
    ("source", "role_ids", "value"),
    [
        (_QUOTA, (CAPTAIN_ROLE, SOFTWARE_ROLE), 20),
        (_QUOTA, (CAPTAIN_ROLE,), 100),
        (_QUOTA, (), None),
        (BySubteam(values=_QUOTA.values, default=5), (), 5),
        (BySubteam(values=_QUOTA.values, default=5), (CAPTAIN_ROLE,), 100),
        (BySubteam(values=(), default="everybody"), (CAPTAIN_ROLE,), "everybody"),
        (BySubteam(values=(("board", ("a", "b")),)), (CAPTAIN_ROLE,), ("a", "b")),
        # Nothing that JSON can say is taken for nothing at all.
        (BySubteam(values=(("board", False),), default=True), (CAPTAIN_ROLE,), False),
        (BySubteam(values=(("board", 0),), default=1), (CAPTAIN_ROLE,), 0),
        (BySubteam(values=(("board", ""),), default="x"), (CAPTAIN_ROLE,), ""),
        (BySubteam(values=(("board", ()),), default="x"), (CAPTAIN_ROLE,), ()),
    ],
)
def test_the_first_subteam_somebody_is_in_decides(
    source: BySubteam, role_ids: tuple[str, ...], value: Value | None
) -> None:
    found = _value(source, somebody(*role_ids))
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("default", [None, "reader"])
def test_where_an_earlier_value_is_not_certain_there_is_none(default: str | None) -> None:
    """A later one, or that for everybody else, may be worth more."""
    source = BySubteam(values=(("guests", "guest"), ("board", "admin")), default=default)
    assert _value(source, half_known()) is None


@pytest.mark.parametrize(
    ("scopes", "granted", "asked", "is_given"),
    [
        (None, set(), set(), True),
        ({"groups", "roles"}, {"openid", "roles"}, set(), True),
        ({"groups"}, {"openid"}, set(), False),
        ({"groups"}, {"openid"}, {"groups"}, True),
        ({"groups"}, {"openid"}, {"roles"}, False),
    ],
)
def test_it_is_given_always_or_by_a_scope_or_since_it_was_asked_for(
    scopes: set[str] | None, granted: set[str], asked: set[str], *, is_given: bool
) -> None:
    rule = ClaimRule(name="groups", source=Groups(), scopes=scopes)
    assert rule.is_given(Place.USERINFO, granted, asked) is is_given
    assert rule.places == EVERYWHERE == set(Place)


@pytest.mark.parametrize(
    ("scopes", "name", "is_given"),
    [
        ({"roles"}, "groups", False),
        ({"groups"}, "groups", True),
        ({"profile"}, "groups", False),
        ({"groups"}, "roles", False),
        ({"roles"}, "subteams", True),
        ({"openid"}, "groups", True),
    ],
)
def test_to_ask_by_name_is_no_more_than_to_ask_for_the_least_scope_that_would_give_it(
    scopes: set[str], name: str, *, is_given: bool
) -> None:
    rule = ClaimRule(name=name, source=Groups(), scopes=scopes)
    assert rule.is_given(Place.USERINFO, {"openid"}, {name}) is is_given


@pytest.mark.parametrize("scopes", [None, {"groups"}])
@pytest.mark.parametrize("asked", [{"groups"}, {"roles"}, set[str]()])
def test_a_further_place_is_for_who_asks_by_name(scopes: set[str] | None, asked: set[str]) -> None:
    here, there = {Place.USERINFO}, {Place.ID_TOKEN}
    source, granted = Groups(), {"groups"}
    rule = ClaimRule(
        name="groups", source=source, places=here, scopes=scopes, places_if_asked=there
    )
    assert rule.is_given(Place.ID_TOKEN, granted, asked) is ("groups" in asked)
    assert rule.is_given(Place.USERINFO, granted, asked)
    assert not rule.is_given(Place.ACCESS_TOKEN, granted, asked)


def test_a_role_of_who_waits_or_is_a_guest_is_not_told() -> None:
    subteams = Subteams([a_subteam("either", any_of=[has_role(CAPTAIN_ROLE), GUEST])])
    waiting = an_identity(
        memberships=a_memberships(
            a_membership(roles=(CAPTAIN_ROLE,), pending=True),
            a_membership(guild_id=OTHER_GUILD_ID, roles=(GUEST_ROLE,)),
        )
    )
    assert Groups(form=Form.ROLE_ID).value(subteams.of(waiting), subteams) == (GUEST_ROLE,)


def test_a_role_behind_a_subteam_that_is_not_certain_is_not_told() -> None:
    both = Subteams([a_subteam("both", all_of=[has_role(CAPTAIN_ROLE), GUEST])])
    groups = Groups(form=Form.ROLE_ID)
    assert groups.value(both.of(half_known(CAPTAIN_ROLE)), both) == ()


@pytest.mark.parametrize(
    ("values", "role_ids", "value"),
    [
        ((("board", 1), ("guests", 2)), (CAPTAIN_ROLE,), 1),
        ((("guests", 2), ("board", 1)), (CAPTAIN_ROLE,), None),
        ((("software", 3), ("guests", 2), ("board", 1)), (CAPTAIN_ROLE,), None),
        ((("software", 3), ("guests", 2)), (SOFTWARE_ROLE,), 3),
        ((("software", 3), ("board", 1)), (), 0),
    ],
)
def test_only_an_earlier_subteam_that_is_not_known_takes_the_value_away(
    values: tuple[tuple[str, int], ...], role_ids: tuple[str, ...], value: int | None
) -> None:
    assert _value(BySubteam(values=values, default=0), half_known(*role_ids)) == value
