"""Port: the application at Discord to which the bot belongs."""

from abc import abstractmethod
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordApplication:
    """Its id, and the redirect URIs registered there, None where Discord does not tell them."""

    application_id: str
    redirect_uris: AbstractSet[str] | None


class BotApplication(Protocol):
    """Asks by the bot token."""

    @abstractmethod
    async def read(self) -> DiscordApplication:
        """Give it, or raise ``UpstreamUnavailable``, in bounded time."""
