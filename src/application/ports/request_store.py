"""Port: authorization requests that came by POST and are too long for an address."""

from abc import abstractmethod
from datetime import timedelta
from typing import Protocol

from domain.auth_request import AuthRequest


class RequestStore(Protocol):
    """Keeps validated requests under the digest of a reference of ours.

    One is never gone before ``keep_for`` has passed. Every verb raises ``StoreUnavailable``.
    """

    @abstractmethod
    async def put(
        self, reference_digest: str, request: AuthRequest, *, keep_for: timedelta
    ) -> None:
        """Keep a new request."""

    @abstractmethod
    async def get(self, reference_digest: str) -> AuthRequest | None:
        """Look at a request, as often as wanted; None if it is unknown or expired."""
