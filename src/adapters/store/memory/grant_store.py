"""Grants in memory."""

from adapters.store.codec import decode
from adapters.store.keys import grant_key
from adapters.store.memory.store import MemoryStore
from application.ports.grant_store import GrantStore
from domain.grant import Grant


class MemoryGrantStore(GrantStore):
    """Holds grants under ``grant:{<digest>}``, where redeeming a code puts them."""

    def __init__(self, *, store: MemoryStore) -> None:
        self._store = store

    async def get(self, grant_id: str) -> Grant | None:
        """Look at a grant."""
        record = self._store.get(grant_key(grant_id))
        return decode(record.data, Grant) if record else None

    async def end(self, grant_id: str) -> None:
        """End a grant."""
        self._store.remove(grant_key(grant_id))
