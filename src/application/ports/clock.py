"""Port: the time."""

from abc import abstractmethod
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; every expiry is decided by it."""

    @abstractmethod
    def now(self) -> datetime:
        """Give the present moment, aware, in UTC."""
