"""Pending logouts in memory."""

from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import logout_key
from adapters.store.memory.store import MemoryStore
from application.ports.logout_store import LogoutStore
from domain.logout import PendingLogout


class MemoryLogoutStore(LogoutStore):
    """Keeps pending logouts under ``logout:<digest>``."""

    def __init__(self, *, store: MemoryStore) -> None:
        self._store = store

    async def put(self, token_digest: str, pending: PendingLogout, *, keep_for: timedelta) -> None:
        """Keep a new one."""
        self._store.put(logout_key(token_digest), encode(pending), keep_for)

    async def get(self, token_digest: str) -> PendingLogout | None:
        """Look at one."""
        record = self._store.get(logout_key(token_digest))
        return decode(record.data, PendingLogout) if record else None
