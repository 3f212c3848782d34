"""Port: which applications a session has signed somebody in to, by its ``sid``."""

from abc import abstractmethod
from datetime import timedelta
from typing import Protocol


class SignOns(Protocol):
    """Remembers who has to be told when a session ends, and that it has.

    What is remembered is kept for ``keep_for`` at least. Every verb raises
    ``StoreUnavailable``.
    """

    @abstractmethod
    async def join(self, sid: str, client_id: str, *, keep_for: timedelta) -> None:
        """Note that a client got a code in this session; all of it is kept for a new time."""

    @abstractmethod
    async def end(self, sid: str, *, keep_for: timedelta) -> frozenset[str]:
        """Mark the session as ended for ``keep_for``, and give the clients that joined it.

        In one indivisible step. Ending it again gives the same clients, so that an adapter
        may repeat a call whose reply was lost.
        """

    @abstractmethod
    async def has_ended(self, sid: str) -> bool:
        """Tell whether the session was ended."""
