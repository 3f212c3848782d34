"""Use case: list the roles of the guilds, for whoever writes the policy."""

from application.ports.guild_directory import GuildDirectory, GuildRole
from application.ports.upstream import UpstreamUnavailable


class GuildUnread(Exception):
    """Of this guild nothing could be read; the cause says why."""

    def __init__(self, guild_id: str, why: str) -> None:
        super().__init__(why)
        self.guild_id = guild_id


class ListRoles:
    """Read each guild, the roles from the highest to the lowest."""

    def __init__(self, *, directory: GuildDirectory) -> None:
        self._directory = directory

    async def __call__(self, guild_ids: tuple[str, ...]) -> tuple[GuildRole, ...]:
        """Give them by guild, or raise :class:`GuildUnread` for the first that tells nothing."""
        roles = list[GuildRole]()
        for guild_id in guild_ids:
            try:
                roles += await self._directory.roles(guild_id)
            except UpstreamUnavailable as fault:
                raise GuildUnread(guild_id, str(fault)) from fault
        return tuple(roles)
