"""Leases in memory."""

from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import lease_key
from adapters.store.memory.store import MemoryStore
from application.ports.leases import Leases


class MemoryLeases(Leases):
    """Keeps the holder under ``lease:<name>``."""

    def __init__(self, *, store: MemoryStore) -> None:
        self._store = store

    async def acquire(self, name: str, *, holder: str, keep_for: timedelta) -> bool:
        """Put the holder there unless somebody is, and look who it is."""
        self._store.put(lease_key(name), encode(holder), keep_for)
        record = self._store.get(lease_key(name))
        return record is not None and decode(record.data, str) == holder
