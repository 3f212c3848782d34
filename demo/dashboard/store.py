"""Server-side memory behind the dashboard's cookies."""

import secrets
import time
from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")


def random_id() -> str:
    """Give an identifier nobody can guess."""
    return secrets.token_urlsafe(32)


class BoundedStore(Generic[T]):
    """Values under random identifiers, each for a limited time and no more than a few.

    When it is full the oldest value goes, so that a flood of visitors costs no memory.
    """

    def __init__(self, *, lifetime: float, capacity: int = 1000) -> None:
        self._lifetime = lifetime
        self._capacity = capacity
        self._values: OrderedDict[str, tuple[float, T]] = OrderedDict()

    def add(self, value: T) -> str:
        """Keep the value and give the new identifier it lies under."""
        while len(self._values) >= self._capacity:
            self._values.popitem(last=False)
        identifier = random_id()
        self._values[identifier] = (time.monotonic() + self._lifetime, value)
        return identifier

    def find(self, identifier: str | None) -> T | None:
        """Give the value, or nothing if it is unknown or too old."""
        expires_at, value = self._values.get(identifier or "", (0.0, None))
        return value if time.monotonic() < expires_at else None

    def discard(self, identifier: str | None) -> None:
        """Forget the value, if there is one."""
        self._values.pop(identifier or "", None)
