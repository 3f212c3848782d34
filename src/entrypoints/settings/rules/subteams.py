"""``[subteams]``: what roles, and other subteams, make of somebody."""

import re
from collections.abc import Container, Mapping

import msgspec

from domain.identity import fit_text
from domain.policy.condition import Condition, HasRole
from domain.policy.subteams import Subteam, Subteams, UnusableSubteam
from domain.role import Role
from entrypoints.settings.rules.entries import GateEntry, SubteamEntry
from entrypoints.settings.rules.faults import at, check_names
from entrypoints.settings.rules.roles import RoleNames

SLUG = "[A-Za-z0-9][A-Za-z0-9._:-]{0,63}"
_LONGEST_NAME = 64
_PARTS = ("any", "all", "none")


def read_subteams(table: Mapping[str, object], names: RoleNames) -> Subteams:
    """Read each, and put them in order."""
    subteams: list[Subteam] = []
    for slug, value in table.items():
        with at(slug):
            # By its own name it would mean itself: where there is a role of it, that was meant.
            others = table.keys() - ({slug} & names.roles.keys())
            subteams.append(_subteam(slug, value, names, others))
            _check_name_is_free(subteams[-1], subteams[:-1], table)
    try:
        return Subteams(subteams)
    except UnusableSubteam as fault:
        with at(fault.slug):
            raise


def of_roles(table: Mapping[str, frozenset[str]], guild_id: str) -> Subteams:
    """Give those of ``ROLE_TO_SUBTEAM``, each of which one role is enough for."""
    roles: dict[str, list[HasRole]] = {}
    for role_id, slugs in table.items():
        for slug in slugs:
            one = HasRole(Role(guild_id, role_id), f"@{role_id}")
            roles.setdefault(slug, []).append(one)
    return Subteams(
        Subteam(slug=slug, name=slug, condition=Condition(any=tuple(any_of)))
        for slug, any_of in roles.items()
    )


def condition(
    entry: SubteamEntry | GateEntry, names: RoleNames, slugs: Container[str]
) -> Condition:
    """Read ``any``, ``all`` and ``none``, of roles and of these subteams."""
    parts = {}
    for part in _PARTS:
        with at(part):
            texts: list[str] = getattr(entry, part)
            parts[part] = tuple(names.requirement(text, slugs) for text in texts)
    return Condition(**parts)


def _check_name_is_free(
    subteam: Subteam, others: list[Subteam], table: Mapping[str, object]
) -> None:
    # Where an application is told names, one would pass for the other.
    taken = {other.name for other in others} | table.keys() - {subteam.slug}
    with at("name"):
        if subteam.name in taken:
            raise ValueError("is that of another subteam, or its slug")


def _subteam(slug: str, value: object, names: RoleNames, slugs: Container[str]) -> Subteam:
    if not re.fullmatch(SLUG, slug):
        raise ValueError("a subteam is called by letters, digits and . _ : - without spaces")
    check_names(value, SubteamEntry.__struct_fields__)
    entry = msgspec.convert(value, SubteamEntry)
    found = condition(entry, names, slugs)
    if not found.requirements:
        raise ValueError("needs any, all or none: nobody, or everybody, would be in it")
    name = slug if entry.name is None else entry.name
    with at("name"):
        if fit_text(name) != name or len(name) > _LONGEST_NAME:
            raise ValueError(f"must be a text of at most {_LONGEST_NAME} characters")
    return Subteam(slug=slug, name=name, condition=found)
