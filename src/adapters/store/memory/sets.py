"""Sets of words in memory: what consents and sign-ons have in common."""

from collections.abc import Set as AbstractSet
from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.memory.store import MemoryStore


class MemorySets:
    """Adds to sets and reads them; the time of a whole set begins anew at each addition."""

    def __init__(self, *, store: MemoryStore) -> None:
        self._store = store

    def members(self, key: str) -> frozenset[str]:
        """Give what is in a set; empty if there is none."""
        record = self._store.get(key)
        return (decode(record.data, frozenset[str]) if record else None) or frozenset()

    def add(self, key: str, words: AbstractSet[str], keep_for: timedelta) -> None:
        """Add words."""
        self._store.overwrite(key, encode(sorted(self.members(key) | words)), keep_for)
