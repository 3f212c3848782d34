"""Port: how the database behind the stores is set up."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFacts:
    """What it tells of itself; None is what it does not tell.

    ``appends``: whether each write is put on disk. ``writes_fail``: the last one was not.
    ``refusal``: the kind of fault by which it refuses what we write.
    """

    version: tuple[int, ...]
    eviction: str | None
    appends: bool | None
    writes_fail: bool
    is_replica: bool
    refusal: str | None
    asks_for_password: bool
    now: datetime


class StoreInspection(Protocol):
    """Looks at it from outside."""

    @abstractmethod
    async def facts(self) -> StoreFacts:
        """Give them, or raise ``StoreUnavailable``."""
