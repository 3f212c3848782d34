"""Port: whether an address that a registration names can be called at all."""

from abc import abstractmethod
from typing import Protocol


class OutboundHosts(Protocol):
    """Judges addresses as a delivery would; nothing is sent."""

    @abstractmethod
    async def fault_of(self, uri: str) -> str | None:
        """Say why nothing could be delivered there; None if it could."""
