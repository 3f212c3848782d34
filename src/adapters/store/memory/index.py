"""Which records a person has, in memory: what sessions and grants have in common."""

from collections.abc import Callable
from datetime import datetime, timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import MOST_OF_ONE, entry, name_in
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

    def add(self, subject: str, name: str, keep_for: timedelta, group: str = "") -> None:
        """List a record that is about to be written, and make room for it in its group."""
        now, until, new = self._store.now(), self._store.now() + keep_for, entry(group, name)
        entries = {e: t for e, t in self._entries(subject).items() if t > now}
        entries[new] = max(until, entries.get(new, until))
        of_group = [e for e in entries if e.startswith(entry(group, ""))]
        others = sorted(set(of_group) - {new}, key=lambda e: entries[e])
        crowded_out = others[: max(0, len(of_group) - MOST_OF_ONE)]
        for other in crowded_out:
            del entries[other]
        self._store.overwrite(self._list_key(subject), encode(entries), keep_for)
        for other in crowded_out:
            self._store.remove(self._record_key(name_in(other)))

    def names(self, subject: str) -> list[str]:
        """Give the names that are listed."""
        return [name_in(found) for found in self._entries(subject)]

    def remove(self, subject: str, name: str, group: str = "") -> None:
        """Take off a record of a group that has gone and cannot come back."""
        record, entries = self._store.get(self._list_key(subject)), self._entries(subject)
        gone = entry(group, name)
        if record is not None and gone in entries:
            del entries[gone]
            record.data = encode(entries)

    def _entries(self, subject: str) -> dict[str, datetime]:
        record = self._store.get(self._list_key(subject))
        return (decode(record.data, dict[str, datetime]) if record else None) or {}
