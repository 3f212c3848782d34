"""Guilds that answer what the test has set."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from application.ports.guild_directory import FoundMember, GuildDirectory, GuildRole
from application.ports.upstream import UpstreamUnavailable
from domain.identity import Identity


@dataclass
class FakeGuildDirectory(GuildDirectory):
    """Holds roles and members by guild, and accounts by id; a ``silent`` guild tells nothing."""

    listed: Mapping[str, tuple[GuildRole, ...]] = field(default_factory=dict)
    members: dict[str, tuple[FoundMember, ...]] = field(default_factory=dict)
    accounts: dict[str, Identity] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)

    async def roles(self, guild_id: str) -> tuple[GuildRole, ...]:
        """Give what is listed."""
        self._check(guild_id)
        return self.listed[guild_id]

    async def search(self, guild_id: str, name: str) -> tuple[FoundMember, ...]:
        """Find by the beginning of a username or nickname, as Discord does."""
        self._check(guild_id)
        wanted = name.casefold()
        return tuple(
            one
            for one in self.members.get(guild_id, ())
            if any(text.casefold().startswith(wanted) for text in (one.username, one.nick or ""))
        )

    async def account(self, user_id: str) -> Identity | None:
        """Give what is set."""
        return self.accounts.get(user_id)

    def _check(self, guild_id: str) -> None:
        if guild_id in self.silent:
            raise UpstreamUnavailable("Discord is silent")
