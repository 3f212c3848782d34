"""Port: leases, by which one of many does a thing."""

from abc import abstractmethod
from datetime import timedelta
from typing import Protocol


class Leases(Protocol):
    """Gives each name to one holder at a time."""

    @abstractmethod
    async def acquire(self, name: str, *, holder: str, keep_for: timedelta) -> bool:
        """Take a lease that nobody else holds: True, also for its holder again.

        It ends by itself; asking again does not prolong it. An outage is ``StoreUnavailable``.
        """
