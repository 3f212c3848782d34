"""The use cases of trying the policy out, and what each is given."""

from adapters.rulebook.held_rulebooks import HeldRulebooks
from adapters.system.clock import SystemClock
from application.policy.explain_person import ExplainPerson
from application.policy.find_person import FindPerson
from application.policy.list_roles import ListRoles
from domain.rulebook import Rulebook
from domain.tokens import TokenProfile
from entrypoints.container.adapters import Adapters
from entrypoints.settings import Settings


class PolicyCommands:
    """What is found out without Discord; neither store nor keys are needed for it."""

    def __init__(self, rulebook: Rulebook, profile: TokenProfile) -> None:
        self.explain_person = ExplainPerson(
            rulebooks=HeldRulebooks(rulebook=rulebook), profile=profile, clock=SystemClock()
        )


class GuildCommands:
    """What only a bot can look up; there has to be one. ``close`` it when all is done."""

    def __init__(self, settings: Settings) -> None:
        self._adapters = Adapters(settings=settings)
        directory = self._adapters.guild_directory()
        self.find_person = FindPerson(directory=directory, rulebooks=self._adapters.rulebooks())
        self.list_roles = ListRoles(directory=directory)

    async def close(self) -> None:
        """Close what was opened."""
        await self._adapters.http_client().aclose()
