"""``[subteams]``: what roles, and other subteams, make of somebody."""

import re
from collections.abc import Container, Mapping

import msgspec

from domain.identity import fit_text
from domain.policy.condition import Condition, HasRole, InSubteam
from domain.policy.subteams import Subteam, Subteams, UnusableSubteam
from domain.role import Role
from entrypoints.settings.rules.entries import GateEntry, SubteamEntry
from entrypoints.settings.rules.faults import at, check_names, quoted
from entrypoints.settings.rules.roles import RoleNames

SLUG = "[A-Za-z0-9][A-Za-z0-9._:-]{0,63}"
_LONGEST_NAME = 64
_PARTS = ("any", "all", "none")


def read_subteams(table: Mapping[str, object], names: RoleNames) -> Subteams:
    """Read each, and put them in order."""
    subteams = []
    for slug, value in table.items():
        with at(slug):
            subteams.append(_subteam(slug, value, names))
    for subteam in subteams:
        with at(subteam.slug):
            check_slugs(subteam.condition, table)
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
    entry: SubteamEntry | GateEntry, names: RoleNames, *, slug: str | None = None
) -> Condition:
    """Read ``any``, ``all`` and ``none``."""
    parts = {}
    for part in _PARTS:
        with at(part):
            texts: list[str] = getattr(entry, part)
            parts[part] = tuple(names.requirement(text, for_slug=slug) for text in texts)
    return Condition(**parts)


def check_slugs(found: Condition, known: Container[str]) -> None:
    """Raise ValueError unless each subteam is there that it looks at."""
    for part in _PARTS:
        with at(part):
            for one in getattr(found, part):
                if isinstance(one, InSubteam) and one.slug not in known:
                    name = quoted(one.slug)
                    raise ValueError(f"there is no subteam {name}; a role is written with @")


def _subteam(slug: str, value: object, names: RoleNames) -> Subteam:
    if not re.fullmatch(SLUG, slug):
        raise ValueError("a subteam is called by letters, digits and . _ : - without spaces")
    check_names(value, SubteamEntry.__struct_fields__)
    entry = msgspec.convert(value, SubteamEntry)
    found = condition(entry, names, slug=slug)
    if not found.requirements:
        raise ValueError("needs any, all or none: nobody, or everybody, would be in it")
    name = slug if entry.name is None else entry.name
    with at("name"):
        if fit_text(name) != name or len(name) > _LONGEST_NAME:
            raise ValueError(f"must be a text of at most {_LONGEST_NAME} characters")
    return Subteam(slug=slug, name=name, condition=found)
