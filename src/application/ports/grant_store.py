"""Port: grants, created by redeeming a code."""

from abc import abstractmethod
from typing import Protocol

from domain.grant import Grant


class GrantStore(Protocol):
    """Holds grants under the digest of their code. Every verb raises ``StoreUnavailable``."""

    @abstractmethod
    async def get(self, grant_id: str) -> Grant | None:
        """Look at a grant; None if there is none, or no longer."""

    @abstractmethod
    async def end(self, grant_id: str) -> None:
        """End a grant, and with it every token of it; ending none is no error."""
