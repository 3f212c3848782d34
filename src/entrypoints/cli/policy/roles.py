"""The roles of the guilds: as rows, and as a table ``[roles]`` to paste."""

import json
import re
import unicodedata
from collections.abc import Iterable

from application.ports.guild_directory import GuildRole
from domain.identity import fit_text
from domain.role import Role
from entrypoints.settings import ReadRules, RoleNames, is_snowflake

HEADS = ("ROLE", "GUILD", "ID", "IN [ROLES]", "SUBTEAMS")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_OTHER = re.compile(r"[^\w]+")


def as_row(role: GuildRole, read: ReadRules) -> tuple[str, ...]:
    """Give the cells of one."""
    return (
        _name(role),
        read.names.guild_name(role.role.guild_id),
        role.role.role_id,
        ", ".join(_names_in_rules(role.role, read.names)) or "-",
        ", ".join(_subteams(role.role, read)) or "-",
    )


def row_object(role: GuildRole, read: ReadRules) -> dict[str, object]:
    """Give all of one, for JSON."""
    return {
        "name": _name(role),
        "guild": read.names.guild_name(role.role.guild_id),
        "id": role.role.role_id,
        "managed": role.managed,
        "names": _names_in_rules(role.role, read.names),
        "subteams": _subteams(role.role, read),
    }


def roles_table(roles: Iterable[GuildRole], names: RoleNames) -> str:
    """Write ``[roles]``: what has a name keeps it; who belongs to an integration is a comment."""
    lines, taken = ["[roles]"], set(names.roles)
    for role in roles:
        known = _names_in_rules(role.role, names)
        lines += [_line(name, role, names) for name in known]
        if not known:
            slug = _free(_slug(role), taken)
            taken.add(slug)
            # Nobody can be given it by hand.
            lines.append(("# " if role.managed else "") + _line(slug, role, names))
    return "\n".join(lines) + "\n"


def _line(slug: str, role: GuildRole, names: RoleNames) -> str:
    key = slug if _BARE.fullmatch(slug) else json.dumps(slug, ensure_ascii=False)
    line = f"{key} = {json.dumps(names.reference(role.role), ensure_ascii=False)}"
    said = _name(role) + (", of an integration" if role.managed else "")
    return line if slug == said else f"{line}  # {said}"


def _name(role: GuildRole) -> str:
    # It was chosen by somebody else, and is shown in a terminal.
    return fit_text(role.name) or "-"


def _slug(role: GuildRole) -> str:
    plain = unicodedata.normalize("NFKC", _name(role)).casefold()
    slug = _OTHER.sub("-", plain).strip("-_")
    can_be = slug and slug != "everyone" and not is_snowflake(slug)
    return slug if can_be else f"role-{role.role.role_id}"


def _free(slug: str, taken: set[str]) -> str:
    """Give it a number where another role has it: two of one name are two roles."""
    numbered = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    return slug if slug not in taken else next(one for one in numbered if one not in taken)


def _names_in_rules(role: Role, names: RoleNames) -> list[str]:
    return [name for name, one in names.roles.items() if one == role]


def _subteams(role: Role, read: ReadRules) -> list[str]:
    """Name the subteams it counts for, and those it keeps somebody out of."""
    found = []
    for subteam in read.rulebook.policy.subteams:
        condition = subteam.condition
        for sign, requirements in (("", condition.any + condition.all), ("not ", condition.none)):
            if any(getattr(one, "role", None) == role for one in requirements):
                found.append(sign + subteam.slug)
    return sorted(found)
