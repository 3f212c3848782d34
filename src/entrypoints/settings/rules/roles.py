"""``[guilds]`` and ``[roles]``: the names the rest of the rules use."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from domain.policy.condition import HasRole, InSubteam, Requirement
from domain.role import Role
from entrypoints.settings.rules.faults import at, shown
from entrypoints.settings.source import is_snowflake

_EVERYONE = "everyone"
_MOST_GUILDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleNames:
    """``guilds`` by name, in order, and ``roles`` by name."""

    guilds: Mapping[str, str]
    roles: Mapping[str, Role] = field(default_factory=dict)

    def requirement(self, text: str, slugs: Container[str]) -> Requirement:
        """Read ``@role`` or the slug of one of these subteams."""
        if text.startswith("@"):
            return HasRole(self.role(text[1:]), text)
        if text in slugs:
            return InSubteam(text)
        hint = f'; the role is written "@{text}"' if text in self.roles else ""
        raise ValueError(f"there is no subteam {shown(text)}{hint}")

    def role(self, text: str) -> Role:
        """Read a role's name, its id, or ``guild/id``."""
        if text in self.roles:
            return self.roles[text]
        guild_name, slash, rest = text.rpartition("/")
        if not slash and not is_snowflake(rest) and rest != _EVERYONE:
            raise ValueError(f"there is no role {shown(text)} in [roles]")
        guild_id = self._guild(guild_name if slash else None)
        if rest == _EVERYONE:
            return Role(guild_id, guild_id)
        if not is_snowflake(rest):
            raise ValueError(
                f"{shown(text)} is none: a role is a name of [roles], an id, or guild/id"
            )
        return Role(guild_id, rest)

    def label(self, role: Role) -> str:
        """Write a role as :meth:`requirement` reads it: by its name, if it has one."""
        name = next((name for name, one in self.roles.items() if one == role), None)
        return f"@{name or self.reference(role)}"

    def reference(self, role: Role) -> str:
        """Write a role without a name of its own: its id, or ``guild/id`` among several."""
        rest = _EVERYONE if role.is_everyone else role.role_id
        several = len(self.guilds) > 1
        return f"{self.guild_name(role.guild_id)}/{rest}" if several else rest

    def guild_name(self, guild_id: str) -> str:
        """Give what the rules call a guild of theirs."""
        return next(name for name, one in self.guilds.items() if one == guild_id)

    def _guild(self, name: str | None) -> str:
        if name is None:
            if len(self.guilds) > 1:
                example = next(iter(self.guilds))
                raise ValueError(f"there are several guilds: write {shown(example + '/ID')}")
            return next(iter(self.guilds.values()))
        if name not in self.guilds:
            raise ValueError(f"there is no guild {shown(name)} in [guilds]")
        return self.guilds[name]


def read_guilds(table: Mapping[str, object]) -> dict[str, str]:
    """Read ``[guilds]``: a name of one's own to the id."""
    guilds: dict[str, str] = {}
    for name, value in table.items():
        with at(name):
            if not name.isprintable() or not name.strip() or {"/", "@"} & set(name):
                raise ValueError("the name of a guild is printable, without / and @")
            guilds[name] = _snowflake(value)
            if list(guilds.values()).count(guilds[name]) > 1:
                raise ValueError("the same guild stands there twice")
    if not 1 <= len(guilds) <= _MOST_GUILDS:
        raise ValueError(f"must name 1 to {_MOST_GUILDS} guilds")
    return guilds


def read_roles(table: Mapping[str, object], guilds: Mapping[str, str]) -> RoleNames:
    """Read ``[roles]``: a name of one's own to an id, or to ``guild/id``."""
    plain = RoleNames(guilds=guilds)
    roles: dict[str, Role] = {}
    for name, value in table.items():
        with at(name):
            roles[name] = _named(name, value, plain)
    return RoleNames(guilds=guilds, roles=roles)


def _named(name: str, value: object, plain: RoleNames) -> Role:
    if not name.isprintable() or not name.strip() or {"/", "@"} & set(name[:1] + name):
        raise ValueError("the name of a role is printable, without / and @")
    if name == _EVERYONE or is_snowflake(name):
        raise ValueError("a role cannot be called everyone, or as an id is")
    if not isinstance(value, str):
        raise ValueError('must be a role id as a text, or "guild/id"')  # noqa: TRY004 - as all of these
    role = plain.role(value)
    if role.is_everyone:
        raise ValueError("is the id of the guild: everybody in it is @everyone")
    return role


def _snowflake(value: object) -> str:
    if not isinstance(value, str) or not is_snowflake(value):
        raise ValueError("must be a Discord id, as a text in quotes")
    return value
