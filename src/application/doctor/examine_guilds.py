"""Examination: the guilds, and the roles the rules name."""

import asyncio
from collections.abc import Mapping

from application.doctor.check import Check, Examination, failed, ok, warning
from application.doctor.silence import mend_of
from application.ports.guild_directory import GuildDirectory, GuildRole
from application.ports.upstream import UpstreamUnavailable
from domain.role import Role

_INVITE = (
    "if the bot itself is well, invite it there, and look at the id in [guilds] or DISCORD_GUILD_ID"
)


class ExamineGuilds(Examination):
    """Read each guild by the bot. ``guilds``: ids by name; ``roles``: as the rules write them."""

    name = "guilds"

    def __init__(
        self,
        *,
        directory: GuildDirectory | None,
        guilds: Mapping[str, str],
        roles: Mapping[str, Role],
    ) -> None:
        self._directory = directory
        self._guilds = guilds
        self._roles = roles

    async def __call__(self) -> list[Check]:
        """Say where the bot is not, and which role is not there."""
        if self._directory is None:
            said = "without a bot neither guilds nor roles can be looked up"
            mend = "set DISCORD_BOT_TOKEN, or compare the ids with those in Discord yourself"
            return [warning(self.name, said, mend)]
        looks = [self._guild(self._directory, *guild) for guild in self._guilds.items()]
        return [check for checks in await asyncio.gather(*looks) for check in checks]

    async def _guild(self, directory: GuildDirectory, name: str, guild_id: str) -> list[Check]:
        title = f"guild {name}"
        try:
            listed = {one.role: one for one in await directory.roles(guild_id)}
        except UpstreamUnavailable as fault:
            return [failed(title, str(fault), mend_of(fault, _INVITE))]
        used = {label: role for label, role in self._roles.items() if role.guild_id == guild_id}
        found = [_of_role(title, label, role, listed) for label, role in used.items()]
        checks = [check for check in found if check]
        if any(role not in listed and not role.is_everyone for role in used.values()):
            return checks
        return [ok(title, f"the bot is there, and so is each role in use ({len(used)})"), *checks]


def _of_role(title: str, label: str, role: Role, listed: Mapping[Role, GuildRole]) -> Check | None:
    if role.is_everyone:
        mend = "nothing, if everybody in the guild is meant"
        return warning(title, f"{label} is the role everybody has", mend)
    if role not in listed:
        said = f"there is no role {label} ({role.role_id}): nobody can have it"
        return failed(title, said, "guildpass policy roles lists those there are")
    if listed[role].managed:
        mend = "nothing, if whom that integration chooses is meant"
        said = f"{label} belongs to an integration, which alone gives and takes it"
        return warning(title, said, mend)
    return None
