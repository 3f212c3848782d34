"""Looking things up in the guilds by the bot, for the operator's commands."""

import asyncio
from typing import TypeVar
from urllib.parse import urlencode

from adapters.discord.accounts import identity, membership
from adapters.discord.bot import Bot
from adapters.discord.guilds import GuildIds, ask_each
from adapters.discord.messages import RoleAnswer, UserAnswer, WholeMemberAnswer, read
from application.ports.guild_directory import FoundMember, GuildDirectory, GuildRole
from application.ports.upstream import UpstreamSilent, UpstreamUnavailable
from domain.identity import Identity
from domain.membership import Membership, Memberships
from domain.role import Role

T = TypeVar("T")

_OK = 200
_NOT_OURS = frozenset({403, 404})
_DEADLINE = 8.0
# Whoever looks for a name wants a few to choose from.
_MOST_FOUND = 25


class DiscordDirectory(GuildDirectory):
    """Reads roles, names and members; nothing of it is kept."""

    def __init__(self, *, bot: Bot, guild_ids: GuildIds, deadline: float = _DEADLINE) -> None:
        self._bot = bot
        self._guild_ids = guild_ids
        self._deadline = deadline

    async def roles(self, guild_id: str) -> tuple[GuildRole, ...]:
        """Read ``GET /guilds/{guild.id}/roles``."""
        path = f"/guilds/{guild_id}/roles"
        listed = await self._read(path, f"bot roles {guild_id}", tuple[RoleAnswer, ...])
        # The role of the guild's own id is @everyone, which no member object lists.
        roles = [_role(guild_id, one) for one in listed if one.id != guild_id]
        return tuple(sorted(roles, key=lambda one: (-one.position, one.role)))

    async def search(self, guild_id: str, name: str) -> tuple[FoundMember, ...]:
        """Read ``GET /guilds/{guild.id}/members/search``."""
        query = urlencode({"query": name, "limit": _MOST_FOUND})
        path = f"/guilds/{guild_id}/members/search?{query}"
        listed = await self._read(path, f"bot search {guild_id}", tuple[WholeMemberAnswer, ...])
        return tuple(_found(one) for one in listed)

    async def account(self, user_id: str) -> Identity | None:
        """Read the member objects of all guilds, and the account out of the first."""

        async def ask(guild_id: str) -> tuple[UserAnswer, Membership] | None:
            answer = await self._bot.member(guild_id, user_id)
            if answer is None:
                return None
            place = membership(answer, guild_id, user_id)
            return _sound(read(answer.body, WholeMemberAnswer)).user, place

        told = await ask_each(self._guild_ids(), ask, until=self._until())
        if told.found:
            users, places = zip(*told.found.values(), strict=True)
            silent = frozenset(told.faults)
            known = Memberships(found=places, silent_guilds=silent, asked=told.asked)
            return identity(users[0], known)
        if told.faults:
            raise told.fault()
        return None

    async def _read(self, path: str, bucket: str, kind: type[T]) -> T:
        try:
            async with asyncio.timeout_at(self._until()):
                answer = await self._bot.get(path, bucket=bucket)
        except TimeoutError as fault:
            raise UpstreamSilent("Discord did not answer in time") from fault
        if answer.status in _NOT_OURS:
            why = f"the bot is not in the guild (Discord answered {answer.status})"
            raise UpstreamUnavailable(why)
        if answer.status != _OK:
            raise UpstreamUnavailable(f"Discord answered {answer.status} about the guild")
        return _sound(read(answer.body, kind))

    def _until(self) -> float:
        return asyncio.get_running_loop().time() + self._deadline


def _sound(answer: T | None) -> T:
    if answer is None:
        raise UpstreamUnavailable("Discord's answer about the guild is unusable")
    return answer


def _role(guild_id: str, answer: RoleAnswer) -> GuildRole:
    return GuildRole(
        role=Role(guild_id, answer.id),
        name=answer.name,
        position=answer.position,
        managed=answer.managed,
    )


def _found(answer: WholeMemberAnswer) -> FoundMember:
    return FoundMember(
        user_id=answer.user.id,
        username=answer.user.username,
        global_name=answer.user.global_name,
        nick=answer.nick,
    )
