"""What one claim rule makes of a person."""

import pytest

from domain.identity import Identity
from domain.policy.claim_rules import EVERYWHERE, BySubteam, ClaimRule, Form, Groups, Place, Value
from domain.policy.subteams import Subteams
from tests.builders import (
    CAPTAIN_ROLE,
    GUILD_ID,
    SOFTWARE_ROLE,
    UNMAPPED_ROLE,
    a_subteam,
    has_role,
)
from tests.unit.domain.policy.people import half_known, somebody, the_board

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
