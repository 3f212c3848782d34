"""Port: what people agreed to share with which application."""

from abc import abstractmethod
from collections.abc import Set as AbstractSet
from datetime import timedelta
from typing import Protocol


class ConsentStore(Protocol):
    """Remembers scopes by person and client.

    They are forgotten once ``keep_for`` has passed, and not before. Every verb raises
    ``StoreUnavailable``.
    """

    @abstractmethod
    async def remembered(self, subject: str, client_id: str) -> frozenset[str]:
        """Give the scopes this person has agreed to share; empty for none."""

    @abstractmethod
    async def remember(
        self, subject: str, client_id: str, scope: AbstractSet[str], *, keep_for: timedelta
    ) -> None:
        """Add scopes to those remembered, and keep them all for a new ``keep_for``."""
