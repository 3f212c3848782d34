"""Port: authorization requests that came by POST and are too long for an address."""

from abc import abstractmethod
from datetime import timedelta
from typing import Protocol

from domain.held_request import HeldRequest


class RequestStore(Protocol):
    """Keeps requests under the digest of a reference of ours.

    One is never gone before ``keep_for`` has passed, and may stay longer: whether it has
    expired is decided by the request. Every verb raises ``StoreUnavailable``.
    """

    @abstractmethod
    async def put(self, reference_digest: str, held: HeldRequest, *, keep_for: timedelta) -> None:
        """Keep a new request."""

    @abstractmethod
    async def get(self, reference_digest: str) -> HeldRequest | None:
        """Look at a request, as often as wanted; None if it is unknown."""
