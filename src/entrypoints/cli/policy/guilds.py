"""Asking Discord by the bot, once, for a command."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

from application.policy.list_roles import GuildUnread
from application.ports.guild_directory import GuildRole
from entrypoints.cli.environment import stop
from entrypoints.container import GuildCommands
from entrypoints.log_setup import configure_logging
from entrypoints.settings import Settings, SettingsError

T = TypeVar("T")


class GuildsUnread(Exception):
    """A guild told nothing; the text says which and why."""


def in_guilds(settings: Settings, mend: str, work: Callable[[GuildCommands], Awaitable[T]]) -> T:
    """Do something with the bot, or end with exit code 2 and the mend where there is none."""
    if settings.discord_bot_token is None:
        stop(SettingsError("DISCORD_BOT_TOKEN", f"must be set: only a bot can look. {mend}"))
    configure_logging(None, "warning", stream=sys.stderr)
    return asyncio.run(_with(GuildCommands(settings, settings.discord_bot_token), work))


def list_roles(settings: Settings, guild_ids: tuple[str, ...]) -> tuple[GuildRole, ...]:
    """Give the roles of these guilds, or raise :class:`GuildsUnread`."""
    mend = "The ids are in Discord too: right-click a role, Copy Role ID"
    try:
        return in_guilds(settings, mend, lambda commands: commands.list_roles(guild_ids))
    except GuildUnread as fault:
        name = settings.read.names.guild_name(fault.guild_id)
        raise GuildsUnread(f"{name}: {fault}") from None


async def _with(commands: GuildCommands, work: Callable[[GuildCommands], Awaitable[T]]) -> T:
    try:
        return await work(commands)
    finally:
        await commands.close()
