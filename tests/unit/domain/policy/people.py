"""People with roles, and what a few subteams make of them."""

from domain.identity import Identity
from domain.policy.condition import Condition, Requirement
from domain.policy.subteams import Standing, Subteam, Subteams
from tests.builders import (
    CAPTAIN_ROLE,
    OTHER_GUILD_ID,
    SOFTWARE_ROLE,
    a_membership,
    a_memberships,
    a_subteam,
    an_identity,
    has_role,
)

CAPTAIN, SOFTWARE = has_role(CAPTAIN_ROLE), has_role(SOFTWARE_ROLE)
# A role of the guild that some of the people below know nothing about.
GUEST_ROLE = "1152921504606846985"
GUEST = has_role(GUEST_ROLE, guild_id=OTHER_GUILD_ID)


def somebody(*role_ids: str, silent: tuple[str, ...] = (), **changes: object) -> Identity:
    """Give a full member of the first guild with these roles."""
    place = a_membership(roles=role_ids)
    return an_identity(memberships=a_memberships(place, silent=silent), **changes)  # type: ignore[arg-type]


def half_known(*role_ids: str) -> Identity:
    """Give somebody of whom the other guild says nothing."""
    return somebody(*role_ids, silent=(OTHER_GUILD_ID,))


def the_board() -> Subteams:
    """Give subteams of which one, the guests, takes the other guild to know."""
    return Subteams(
        [
            a_subteam("board", any_of=[CAPTAIN], name="The board"),
            a_subteam("guests", any_of=[GUEST], name="Our guests"),
            a_subteam("software", any_of=[SOFTWARE], name="Software"),
        ]
    )


def standing(identity: Identity, *subteams: Subteam) -> Standing:
    """Give what somebody is; without any subteams, by those of ``the_board``."""
    return (Subteams(subteams) if subteams else the_board()).of(identity)


def needs(
    *,
    any_of: tuple[Requirement, ...] = (),
    all_of: tuple[Requirement, ...] = (),
    none_of: tuple[Requirement, ...] = (),
) -> Condition:
    """Give a condition."""
    return Condition(any=any_of, all=all_of, none=none_of)
