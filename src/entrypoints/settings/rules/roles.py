"""``[guilds]`` and ``[roles]``: the names the rest of the rules use."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.policy.condition import HasRole, InSubteam, Requirement
from domain.role import Role
from entrypoints.settings.rules.faults import at, quoted
from entrypoints.settings.source import is_snowflake

_EVERYONE = "everyone"
_MOST_GUILDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleNames:
    """``guilds`` by name, in order, and ``roles`` by name."""

    guilds: Mapping[str, str]
    roles: Mapping[str, Role] = field(default_factory=dict)

    def requirement(self, text: str, *, for_slug: str | None = None) -> Requirement:
        """Read ``@role`` or a subteam's slug; ``for_slug`` is the subteam that says so."""
        if text.startswith("@"):
            return HasRole(self.role(text[1:]), text)
        if text in self.roles and text == for_slug:
            raise ValueError(f'a role is written with @: "@{text}"')
        return InSubteam(text)

    def role(self, text: str) -> Role:
        """Read a role's name, its id, or ``guild/id``."""
        if text in self.roles:
            return self.roles[text]
        guild_name, slash, rest = text.rpartition("/")
        if not slash and not is_snowflake(rest) and rest != _EVERYONE:
            raise ValueError(f"there is no role {quoted(text)} in [roles]")
        guild_id = self._guild(guild_name if slash else None)
        if rest == _EVERYONE:
            return Role(guild_id, guild_id)
        if not is_snowflake(rest):
            raise ValueError("a role is a name of [roles], an id, or guild/id")
        return Role(guild_id, rest)

    def _guild(self, name: str | None) -> str:
        if name is None:
            if len(self.guilds) > 1:
                example = next(iter(self.guilds))
                raise ValueError(f'there are several guilds: write "{example}/ID"')
            return next(iter(self.guilds.values()))
        if name not in self.guilds:
            raise ValueError(f"there is no guild {quoted(name)} in [guilds]")
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
