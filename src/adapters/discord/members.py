"""Two ways to read a person's memberships: by our bot, or by their own consent."""

import asyncio
from abc import abstractmethod
from typing import Protocol

from adapters.discord.accounts import membership
from adapters.discord.api import DiscordApi
from adapters.discord.bot import Bot, GuildClosed
from adapters.discord.guilds import GuildIds, Told, ask_each, memberships
from adapters.discord.silence import Silence
from application.ports.guild_members import GuildMembers
from application.ports.upstream import UpstreamSilent
from domain.membership import Membership, Memberships

_NOT_FOUND = 404
_DEADLINE = 8.0
_PAUSE = 5.0


class MemberLookup(Protocol):
    """Reads the memberships. ``scopes`` are those the person must grant for it."""

    scopes: frozenset[str]

    @abstractmethod
    async def __call__(self, user_id: str, *, access_token: str, until: float) -> Memberships:
        """Ask until a time of the event loop; answer, or raise, as ``GuildMembers`` does."""


class BotMemberLookup(MemberLookup, GuildMembers):
    """``GET /guilds/{guild.id}/members/{user.id}`` with the bot token."""

    scopes = frozenset[str]()

    def __init__(self, *, bot: Bot, guild_ids: GuildIds, deadline: float = _DEADLINE) -> None:
        self._bot = bot
        self._guild_ids = guild_ids
        self._deadline = deadline
        self._silence = Silence()

    async def __call__(self, user_id: str, *, access_token: str, until: float) -> Memberships:  # noqa: ARG002 - the other route needs it
        """Do without the person's token."""
        return await self._read(user_id, until)

    async def find(self, discord_id: str) -> Memberships:
        """Read within a deadline of its own."""
        until = asyncio.get_running_loop().time() + self._deadline
        return await self._read(discord_id, until)

    async def _read(self, user_id: str, until: float) -> Memberships:
        async def ask(guild_id: str) -> Membership | None:
            answer = await self._bot.member(guild_id, user_id)
            return None if answer is None else membership(answer, guild_id, user_id)

        guild_ids = self._guild_ids()
        told = await ask_each(guild_ids, ask, until=until)
        self._silence.note(guild_ids, told.faults)
        self._spare(told)
        return memberships(told)

    def _spare(self, told: Told[Membership]) -> None:
        """Leave a guild alone for a moment that fails for everybody while others answer.

        Else each look-up would wait for it, or use up the refusals that all guilds share.
        """
        if told.nobody_answered:
            return
        for guild_id, fault in told.faults.items():
            if isinstance(fault, GuildClosed | UpstreamSilent):
                self._bot.leave_alone(guild_id, _PAUSE, reason=str(fault))


class UserMemberLookup(MemberLookup):
    """``GET /users/@me/guilds/{guild.id}/member`` with the person's token."""

    scopes = frozenset({"guilds.members.read"})

    def __init__(self, *, api: DiscordApi, guild_ids: GuildIds) -> None:
        self._api = api
        self._guild_ids = guild_ids
        self._silence = Silence()

    async def __call__(self, user_id: str, *, access_token: str, until: float) -> Memberships:
        """Read a 404 as "not in the guild"."""

        async def ask(guild_id: str) -> Membership | None:
            answer = await self._api.get(
                f"/users/@me/guilds/{guild_id}/member",
                authorization=f"Bearer {access_token}",
                bucket=None,
            )
            return None if answer.status == _NOT_FOUND else membership(answer, guild_id, user_id)

        guild_ids = self._guild_ids()
        told = await ask_each(guild_ids, ask, until=until)
        self._silence.note(guild_ids, told.faults)
        return memberships(told)
