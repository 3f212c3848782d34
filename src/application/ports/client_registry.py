"""Port: the registered clients."""

from abc import abstractmethod
from typing import Protocol

from domain.client import Client


class ClientRegistry(Protocol):
    """Finds clients."""

    @abstractmethod
    async def find(self, client_id: str) -> Client | None:
        """Give the client of that id, or None."""

    @abstractmethod
    def knows_origin(self, origin: str) -> bool:
        """Tell whether scripts of that web origin may call for any client."""
