"""Two ways to read a person's membership: by our bot, or by their own consent."""

import asyncio
import re
from abc import abstractmethod
from typing import Protocol

from adapters.discord.api import Answer, DiscordApi
from adapters.discord.messages import ErrorAnswer, MemberAnswer, read
from application.ports.guild_members import GuildMembers
from application.ports.upstream import UpstreamSilent, UpstreamUnavailable
from domain.identity import Membership

_OK, _UNAUTHORIZED, _NOT_FOUND = 200, 401, 404
# Unknown Member, Unknown User. Unknown Guild (10004) says nothing about the person.
_NOT_IN_GUILD = frozenset({10007, 10013})
_GUEST = 1 << 4
_DEADLINE = 8.0
_AVATAR_HASH = re.compile(r"[A-Za-z0-9_]{1,64}")


class MemberLookup(Protocol):
    """Reads a membership. ``scopes`` are those the person must grant for it."""

    scopes: frozenset[str]

    @abstractmethod
    async def __call__(self, user_id: str, *, access_token: str) -> Membership | None:
        """Give the membership, None for "not in the guild", or raise as ``Upstream`` does."""


class BotMemberLookup(MemberLookup, GuildMembers):
    """``GET /guilds/{guild.id}/members/{user.id}`` with the bot token."""

    scopes = frozenset[str]()

    def __init__(
        self, *, api: DiscordApi, guild_id: str, bot_token: str, deadline: float = _DEADLINE
    ) -> None:
        self._api = api
        self._guild_id = guild_id
        self._bot_token = bot_token
        self._deadline = deadline

    async def __call__(self, user_id: str, *, access_token: str) -> Membership | None:  # noqa: ARG002 - the other route needs it
        """Do without the person's token."""
        return await self._read(user_id)

    async def find(self, discord_id: str) -> Membership | None:
        """Read within a deadline of its own."""
        try:
            async with asyncio.timeout(self._deadline):
                return await self._read(discord_id)
        except TimeoutError as fault:
            raise UpstreamSilent("Discord did not answer in time") from fault

    async def _read(self, user_id: str) -> Membership | None:
        """Read 10007 and 10013, and nothing else, as "not in the guild"."""
        answer = await self._api.get(
            f"/guilds/{self._guild_id}/members/{user_id}",
            authorization=f"Bot {self._bot_token}",
            bucket="bot member",
        )
        if answer.status == _NOT_FOUND:
            error = read(answer.body, ErrorAnswer)
            if error and isinstance(error.code, int) and error.code in _NOT_IN_GUILD:
                return None
        if answer.status == _UNAUTHORIZED:
            raise UpstreamUnavailable("Discord does not accept DISCORD_BOT_TOKEN")
        return membership(answer, self._guild_id, user_id)


class UserMemberLookup(MemberLookup):
    """``GET /users/@me/guilds/{guild.id}/member`` with the person's token."""

    scopes = frozenset({"guilds.members.read"})

    def __init__(self, *, api: DiscordApi, guild_id: str) -> None:
        self._api = api
        self._guild_id = guild_id

    async def __call__(self, user_id: str, *, access_token: str) -> Membership | None:
        """Read a 404 as "not in the guild"."""
        answer = await self._api.get(
            f"/users/@me/guilds/{self._guild_id}/member",
            authorization=f"Bearer {access_token}",
            bucket=None,
        )
        if answer.status == _NOT_FOUND:
            return None
        return membership(answer, self._guild_id, user_id)


def membership(answer: Answer, guild_id: str, user_id: str) -> Membership:
    """Read a member object, or raise ``UpstreamUnavailable``."""
    if answer.status != _OK:
        raise UpstreamUnavailable(f"Discord answered {answer.status} about the membership")
    member = read(answer.body, MemberAnswer)
    if member is None or (member.user and member.user.id != user_id):
        raise UpstreamUnavailable("Discord's member object is unusable")
    return Membership(
        guild_id=guild_id,
        roles=tuple(dict.fromkeys(member.roles)),
        nick=member.nick,
        avatar=avatar_hash(member.avatar),
        pending=bool(member.pending),
        guest=bool((member.flags or 0) & _GUEST),
    )


def avatar_hash(value: object) -> str | None:
    """Give an image hash if it is one: it becomes part of an address."""
    return value if isinstance(value, str) and _AVATAR_HASH.fullmatch(value) else None
