"""Port: sign-outs that wait for a browser or for an answer."""

from abc import abstractmethod
from datetime import timedelta
from typing import Protocol

from domain.logout import PendingLogout


class LogoutStore(Protocol):
    """Keeps pending logouts under the digest of the token in the page's address.

    One is never gone before ``keep_for`` has passed, and may stay longer: whether it has
    expired is decided by the logout. Every verb raises ``StoreUnavailable``.
    """

    @abstractmethod
    async def put(self, token_digest: str, pending: PendingLogout, *, keep_for: timedelta) -> None:
        """Keep a new one."""

    @abstractmethod
    async def get(self, token_digest: str) -> PendingLogout | None:
        """Look at one, as often as wanted; None if it is unknown."""
