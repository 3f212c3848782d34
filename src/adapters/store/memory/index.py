"""Which records a person has, in memory: what sessions and grants have in common."""

from collections.abc import Callable
from datetime import datetime, timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import MOST_OF_ONE
from adapters.store.memory.store import MemoryStore


class MemoryIndex:
    """Lists names of records by person, and ends those that are too many.

    A record is listed before it is written, so that where there is no room for both there is
    neither.
    """

    def __init__(
        self,
        *,
        store: MemoryStore,
        list_key: Callable[[str], str],
        record_key: Callable[[str], str],
    ) -> None:
        self._store = store
        self._list_key = list_key
        self._record_key = record_key

    def add(self, subject: str, name: str, keep_for: timedelta) -> None:
        """List a record that is about to be written, and make room for it."""
        now, until = self._store.now(), self._store.now() + keep_for
        entries = {n: t for n, t in self._entries(subject).items() if t > now}
        entries[name] = max(until, entries.get(name, until))
        others = sorted(entries.keys() - {name}, key=lambda n: entries[n])
        crowded_out = others[: max(0, len(entries) - MOST_OF_ONE)]
        for other in crowded_out:
            del entries[other]
        self._store.overwrite(self._list_key(subject), encode(entries), keep_for)
        for other in crowded_out:
            self._store.remove(self._record_key(other))

    def names(self, subject: str) -> list[str]:
        """Give the names that are listed."""
        return list(self._entries(subject))

    def remove(self, subject: str, name: str) -> None:
        """Take off a record that has gone and cannot come back."""
        record, entries = self._store.get(self._list_key(subject)), self._entries(subject)
        if record is not None and name in entries:
            del entries[name]
            record.data = encode(entries)

    def _entries(self, subject: str) -> dict[str, datetime]:
        record = self._store.get(self._list_key(subject))
        return (decode(record.data, dict[str, datetime]) if record else None) or {}
