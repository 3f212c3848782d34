"""Consents in Redis."""

from collections.abc import Set as AbstractSet
from datetime import timedelta

from adapters.store.keys import consent_key
from adapters.store.redis.sets import RedisSets
from adapters.store.redis.store import RedisStore
from application.ports.consent_store import ConsentStore


class RedisConsentStore(ConsentStore):
    """Remembers scopes as a set under ``consent:<subject>:<digest of the client_id>``."""

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store
        self._sets = RedisSets(store=store)

    async def remembered(self, subject: str, client_id: str) -> frozenset[str]:
        """Give the scopes."""
        return await self._sets.members(self._store.key(consent_key(subject, client_id)))

    async def remember(
        self, subject: str, client_id: str, scope: AbstractSet[str], *, keep_for: timedelta
    ) -> None:
        """Add scopes."""
        await self._sets.add(self._store.key(consent_key(subject, client_id)), scope, keep_for)
