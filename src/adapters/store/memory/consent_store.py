"""Consents in memory."""

from collections.abc import Set as AbstractSet
from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import consent_key
from adapters.store.memory.store import MemoryStore
from application.ports.consent_store import ConsentStore


class MemoryConsentStore(ConsentStore):
    """Remembers scopes under ``consent:<subject>:<digest of the client_id>``."""

    def __init__(self, *, store: MemoryStore) -> None:
        self._store = store

    async def remembered(self, subject: str, client_id: str) -> frozenset[str]:
        """Give the scopes."""
        record = self._store.get(consent_key(subject, client_id))
        return (decode(record.data, frozenset[str]) if record else None) or frozenset()

    async def remember(
        self, subject: str, client_id: str, scope: AbstractSet[str], *, keep_for: timedelta
    ) -> None:
        """Add scopes."""
        data = encode(sorted(await self.remembered(subject, client_id) | scope))
        key = consent_key(subject, client_id)
        record = self._store.get(key)
        if record is None:
            self._store.put(key, data, keep_for)
        else:
            record.data = data
            self._store.extend(key, keep_for)
