"""Which roles make a member of which subteams."""

from hypothesis import given
from hypothesis import strategies as st

from domain.role import Role
from domain.subteam_policy import SubteamPolicy
from tests.builders import (
    CAPTAIN_ROLE,
    GUILD_ID,
    OTHER_GUILD_ID,
    SOFTWARE_ROLE,
    UNMAPPED_ROLE,
    a_policy,
)

_CAPTAIN = Role(GUILD_ID, CAPTAIN_ROLE)
_SOFTWARE = Role(GUILD_ID, SOFTWARE_ROLE)
_ROLES = st.lists(st.sampled_from([_CAPTAIN, _SOFTWARE, Role(GUILD_ID, UNMAPPED_ROLE)]))
_IDS = st.from_regex(r"[1-9][0-9]{0,17}", fullmatch=True)
_UNMAPPED = st.builds(Role, st.just(GUILD_ID), _IDS)


def test_the_subteams_of_several_roles_are_sorted_and_each_there_once() -> None:
    roles = [_SOFTWARE, _CAPTAIN]
    assert a_policy().subteams(roles) == ["leads", "mechanics", "software"]


def test_somebody_without_roles_is_in_no_subteam() -> None:
    assert a_policy().subteams([]) == []


def test_a_policy_without_roles_knows_no_subteam() -> None:
    assert SubteamPolicy({}).subteams([_CAPTAIN]) == []


def test_a_role_of_another_guild_grants_nothing_whatever_its_id() -> None:
    assert a_policy().subteams([Role(OTHER_GUILD_ID, CAPTAIN_ROLE)]) == []


@given(_ROLES, _UNMAPPED)
def test_an_unmapped_role_never_changes_the_subteams(roles: list[Role], unmapped: Role) -> None:
    policy = a_policy()
    assert policy.subteams([*roles, unmapped]) == policy.subteams(roles)


@given(_ROLES)
def test_the_order_and_number_of_roles_never_change_the_subteams(roles: list[Role]) -> None:
    policy = a_policy()
    assert policy.subteams(roles[::-1] + roles) == policy.subteams(roles)


@given(_ROLES)
def test_another_role_never_takes_a_subteam_away(roles: list[Role]) -> None:
    policy = a_policy()
    assert set(policy.subteams(roles)) <= set(policy.subteams([*roles, _CAPTAIN]))
