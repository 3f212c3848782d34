"""Consents in memory."""

from collections.abc import Set as AbstractSet
from datetime import timedelta

from adapters.store.keys import consent_key
from adapters.store.memory.sets import MemorySets
from adapters.store.memory.store import MemoryStore
from application.ports.consent_store import ConsentStore


class MemoryConsentStore(ConsentStore):
    """Remembers scopes under ``consent:<subject>:<digest of the client_id>``."""

    def __init__(self, *, store: MemoryStore) -> None:
        self._sets = MemorySets(store=store)

    async def remembered(self, subject: str, client_id: str) -> frozenset[str]:
        """Give the scopes."""
        return self._sets.members(consent_key(subject, client_id))

    async def remember(
        self, subject: str, client_id: str, scope: AbstractSet[str], *, keep_for: timedelta
    ) -> None:
        """Add scopes."""
        self._sets.add(consent_key(subject, client_id), scope, keep_for)
