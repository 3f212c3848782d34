"""Port: the guild's list of members, read without the person's help."""

from abc import abstractmethod
from typing import Protocol

from domain.identity import Membership


class GuildMembers(Protocol):
    """Tells what somebody is in the guild at this moment."""

    @abstractmethod
    async def find(self, discord_id: str) -> Membership | None:
        """Give the membership, None for "not in the guild".

        Raises ``UpstreamUnavailable`` for any other answer, in bounded time.
        """
