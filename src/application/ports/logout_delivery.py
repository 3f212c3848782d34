"""Port: the way logout tokens take to applications."""

from abc import abstractmethod
from typing import Protocol


class LogoutDelivery(Protocol):
    """Brings logout tokens to applications (OpenID Connect Back-Channel Logout section 2.5)."""

    @abstractmethod
    def send(self, backchannel_logout_uri: str, logout_token: str, *, client_id: str) -> None:
        """Begin a delivery and return at once; it goes on when the caller has gone."""

    @abstractmethod
    async def drain(self) -> None:
        """Wait, in bounded time, for what is under way; give up the rest."""
