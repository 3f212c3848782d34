"""Consents in memory."""

from collections.abc import Set as AbstractSet
from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.memory.store import MemoryStore
from application.ports.consent_store import ConsentStore
from domain.opaque_token import digest


class MemoryConsentStore(ConsentStore):
    """Remembers scopes under ``consent:<subject>:<digest of the client_id>``."""

    def __init__(self, *, store: MemoryStore) -> None:
        self._store = store

    async def remembered(self, subject: str, client_id: str) -> frozenset[str]:
        """Give the scopes."""
        record = self._store.get(_key(subject, client_id))
        return (decode(record.data, frozenset[str]) if record else None) or frozenset()

    async def remember(
        self, subject: str, client_id: str, scope: AbstractSet[str], *, keep_for: timedelta
    ) -> None:
        """Add scopes."""
        agreed = await self.remembered(subject, client_id) | scope
        key = _key(subject, client_id)
        self._store.remove(key)
        self._store.put(key, encode(sorted(agreed)), keep_for)


def _key(subject: str, client_id: str) -> str:
    return f"consent:{subject}:{digest(client_id)}"
