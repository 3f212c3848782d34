"""Which records a person has, in memory: what sessions and grants have in common."""

from datetime import datetime, timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import MOST_OF_ONE
from adapters.store.memory.store import MemoryStore


class MemoryIndex:
    """Keeps names of records, each until its record may go; a record may be gone before."""

    def __init__(self, *, store: MemoryStore) -> None:
        self._store = store

    def add(self, key: str, name: str, keep_for: timedelta) -> list[str]:
        """Note a record, for a new time if it is noted; give the names that had to make room."""
        now = self._store.now()
        until = now + keep_for
        entries = {n: t for n, t in self._entries(key).items() if t > now} | {name: until}
        by_age = sorted(entries, key=lambda n: entries[n])
        crowded_out = by_age[: max(0, len(entries) - MOST_OF_ONE)]
        left = {n: t for n, t in entries.items() if n not in crowded_out}
        self._store.overwrite(key, encode(left), keep_for)
        return crowded_out

    def names(self, key: str) -> list[str]:
        """Give the names that are noted."""
        return list(self._entries(key))

    def _entries(self, key: str) -> dict[str, datetime]:
        record = self._store.get(key)
        return (decode(record.data, dict[str, datetime]) if record else None) or {}
