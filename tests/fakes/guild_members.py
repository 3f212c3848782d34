"""A guild whose list of members is what the test has set."""

from application.ports.guild_members import GuildMembers
from domain.identity import Membership


class FakeGuildMembers(GuildMembers):
    """Knows one answer to everything: a membership, none, or a fault to raise."""

    def __init__(self, answer: Membership | Exception | None) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def find(self, discord_id: str) -> Membership | None:
        """Give the answer, and note who was asked about."""
        self.asked.append(discord_id)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer
