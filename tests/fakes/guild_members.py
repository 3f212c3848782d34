"""Guilds whose lists of members are what the test has set."""

from application.ports.guild_members import GuildMembers
from domain.membership import Membership, Memberships
from tests.builders import a_memberships


class FakeGuildMembers(GuildMembers):
    """Knows one answer to everything: what the guilds say, or a fault to raise.

    A membership, or none, is what the only guild says.
    """

    def __init__(self, answer: Memberships | Membership | Exception | None) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def find(self, discord_id: str) -> Memberships:
        """Give the answer, and note who was asked about."""
        self.asked.append(discord_id)
        if isinstance(self.answer, Exception):
            raise self.answer
        if isinstance(self.answer, Memberships):
            return self.answer
        return a_memberships(*([self.answer] if self.answer else []))
