"""The use cases of trying the policy out, and what each is given."""

from adapters.discord.api import DiscordApi, new_http_client
from adapters.discord.bot import Bot
from adapters.discord.directory import DiscordDirectory
from adapters.discord.hold import Hold
from adapters.rulebook.held_rulebooks import HeldRulebooks
from adapters.system.clock import SystemClock
from application.policy.explain_person import ExplainPerson
from application.policy.find_person import FindPerson
from application.policy.list_roles import ListRoles
from domain.rulebook import Rulebook
from domain.tokens import TokenProfile
from entrypoints.container.adapters import user_agent
from entrypoints.settings import Settings


class PolicyCommands:
    """What is found out without Discord; neither store nor keys are needed for it."""

    def __init__(self, rulebook: Rulebook, profile: TokenProfile) -> None:
        self.explain_person = ExplainPerson(
            rulebooks=HeldRulebooks(rulebook=rulebook), profile=profile, clock=SystemClock()
        )


class GuildCommands:
    """What only a bot can look up, by ``bot_token``; ``close`` when it is done."""

    def __init__(self, settings: Settings, bot_token: str) -> None:
        self._http = new_http_client(user_agent=user_agent(settings.issuer))
        rulebooks = HeldRulebooks(rulebook=settings.rulebook)
        api = DiscordApi(
            http=self._http, base_url=settings.discord_api_url, hold=Hold(clock=SystemClock())
        )
        directory = DiscordDirectory(
            bot=Bot(api=api, token=bot_token), guild_ids=lambda: settings.rulebook.guild_ids
        )
        self.find_person = FindPerson(directory=directory, rulebooks=rulebooks)
        self.list_roles = ListRoles(directory=directory)

    async def close(self) -> None:
        """Close what was opened."""
        await self._http.aclose()
