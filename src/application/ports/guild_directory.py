"""Port: what a guild consists of, for the operator's commands. Only a bot can read it."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Protocol

from domain.identity import Identity
from domain.role import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildRole:
    """A role as the guild lists it; the higher ``position``, the higher the role.

    A ``managed`` role belongs to an integration, which alone gives and takes it.
    """

    role: Role
    name: str
    position: int
    managed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMember:
    """Somebody whose name begins with what was looked for."""

    user_id: str
    username: str
    global_name: str | None
    nick: str | None


class GuildDirectory(Protocol):
    """Looks things up in the guilds. All raise ``UpstreamUnavailable``, in bounded time."""

    @abstractmethod
    async def roles(self, guild_id: str) -> tuple[GuildRole, ...]:
        """Give the roles of a guild, the highest first, without the one everybody has."""

    @abstractmethod
    async def search(self, guild_id: str, name: str) -> tuple[FoundMember, ...]:
        """Give members of a guild whose username or nickname begins with ``name``."""

    @abstractmethod
    async def account(self, user_id: str) -> Identity | None:
        """Give somebody as a bot sees them, None for who is in no guild.

        A guild that tells nothing is silent in it, as long as another one knows the person. What
        only a sign-in tells is not in it: the email address, the language, ``two_factor``.
        """
