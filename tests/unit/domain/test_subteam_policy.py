"""Which roles make a member of which subteams."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from domain.policy.subteam_policy import SubteamPolicy
from domain.role import Role
from tests.builders import (
    CAPTAIN_ROLE,
    GUILD_ID,
    OTHER_GUILD_ID,
    SOFTWARE_ROLE,
    UNMAPPED_ROLE,
    a_membership,
    a_memberships,
    a_policy,
    an_identity,
)

_CAPTAIN = Role(GUILD_ID, CAPTAIN_ROLE)
_SOFTWARE = Role(GUILD_ID, SOFTWARE_ROLE)
_ROLES = st.lists(st.sampled_from([_CAPTAIN, _SOFTWARE, Role(GUILD_ID, UNMAPPED_ROLE)]))
_IDS = st.from_regex(r"[1-9][0-9]{0,17}", fullmatch=True)
_UNMAPPED = st.builds(Role, st.just(GUILD_ID), _IDS)


def _subteams(roles: Iterable[Role], policy: SubteamPolicy | None = None) -> list[str]:
    places: dict[str, list[str]] = {}
    for role in roles:
        places.setdefault(role.guild_id, []).append(role.role_id)
    found = [a_membership(guild_id=guild, roles=tuple(ids)) for guild, ids in places.items()]
    identity = an_identity(memberships=a_memberships(*found))
    return list((policy or a_policy()).standing(identity).subteams)


def test_the_subteams_of_several_roles_are_sorted_and_each_there_once() -> None:
    roles = [_SOFTWARE, _CAPTAIN]
    assert _subteams(roles) == ["leads", "mechanics", "software"]


def test_somebody_without_roles_is_in_no_subteam() -> None:
    assert _subteams([]) == []


def test_a_policy_without_roles_knows_no_subteam() -> None:
    assert _subteams([_CAPTAIN], SubteamPolicy()) == []


def test_a_role_of_another_guild_grants_nothing_whatever_its_id() -> None:
    assert _subteams([Role(OTHER_GUILD_ID, CAPTAIN_ROLE)]) == []


@given(_ROLES, _UNMAPPED)
def test_an_unmapped_role_never_changes_the_subteams(roles: list[Role], unmapped: Role) -> None:
    assert _subteams([*roles, unmapped]) == _subteams(roles)


@given(_ROLES)
def test_the_order_and_number_of_roles_never_change_the_subteams(roles: list[Role]) -> None:
    assert _subteams(roles[::-1] + roles) == _subteams(roles)


@given(_ROLES)
def test_another_role_never_takes_a_subteam_away(roles: list[Role]) -> None:
    assert set(_subteams(roles)) <= set(_subteams([*roles, _CAPTAIN]))
