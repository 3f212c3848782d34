"""Sign-ons in memory."""

from datetime import timedelta

from adapters.store.keys import ended_key, joined_key
from adapters.store.memory.sets import MemorySets
from adapters.store.memory.store import MemoryStore
from application.ports.sign_ons import SignOns


class MemorySignOns(SignOns):
    """Keeps clients under ``joined:{<digest>}``, and the mark under ``ended:{<digest>}``."""

    def __init__(self, *, store: MemoryStore) -> None:
        self._store = store
        self._sets = MemorySets(store=store)

    async def join(self, sid: str, client_id: str, *, keep_for: timedelta) -> None:
        """Add a client."""
        self._sets.add(joined_key(sid), {client_id}, keep_for)

    async def end(self, sid: str, *, keep_for: timedelta) -> frozenset[str]:
        """Mark, and give the clients."""
        self._store.put(ended_key(sid), b"", keep_for)
        self._store.extend(ended_key(sid), keep_for)
        return self._sets.members(joined_key(sid))

    async def has_ended(self, sid: str) -> bool:
        """Look for the mark."""
        return self._store.get(ended_key(sid)) is not None
