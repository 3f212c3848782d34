"""The application of the bot: ``GET /applications/@me``."""

import asyncio

from adapters.discord.bot import Bot
from adapters.discord.messages import ApplicationAnswer, read
from application.ports.bot_application import BotApplication, DiscordApplication
from application.ports.upstream import UpstreamSilent, UpstreamUnavailable

_OK = 200
_DEADLINE = 8.0


class BotsApplication(BotApplication):
    """Read within a deadline; nothing of it is kept."""

    def __init__(self, *, bot: Bot, deadline: float = _DEADLINE) -> None:
        self._bot = bot
        self._deadline = deadline

    async def read(self) -> DiscordApplication:
        """Give it; older versions of the API do not tell the redirect URIs."""
        try:
            async with asyncio.timeout(self._deadline):
                answer = await self._bot.get("/applications/@me", bucket="bot application")
        except TimeoutError as fault:
            raise UpstreamSilent("Discord did not answer in time") from fault
        found = read(answer.body, ApplicationAnswer) if answer.status == _OK else None
        if found is None:
            raise UpstreamUnavailable(f"Discord answered {answer.status} about the application")
        uris = found.redirect_uris
        return DiscordApplication(
            application_id=found.id, redirect_uris=None if uris is None else frozenset(uris)
        )
