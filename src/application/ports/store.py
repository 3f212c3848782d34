"""Port: the health of the store, and the one way in which any store fails."""

from abc import abstractmethod
from typing import Protocol


class StoreUnavailable(Exception):
    """The store did not answer in bounded time; what it did is unknown.

    ``detail`` names the kind of fault, for the log; it holds nothing of the request.
    """

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail
        self.reason = f"the store does not answer ({detail})"


class Store(Protocol):
    """The database behind the stores."""

    @abstractmethod
    async def ping(self) -> None:
        """Return if the store answers, else raise :class:`StoreUnavailable`."""
