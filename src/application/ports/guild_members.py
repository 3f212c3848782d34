"""Port: the guilds' lists of members, read without the person's help."""

from abc import abstractmethod
from typing import Protocol

from domain.membership import Memberships


class GuildMembers(Protocol):
    """Tells what somebody is in the guilds at this moment."""

    @abstractmethod
    async def find(self, discord_id: str) -> Memberships:
        """Give what the guilds say; those that say nothing are silent in it.

        Raises ``UpstreamUnavailable`` in bounded time if nobody can tell whether the person is a
        member; ``UpstreamUndecided`` where some guild said something all the same.
        """
