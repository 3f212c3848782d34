"""Consents in Redis."""

from collections.abc import Awaitable
from collections.abc import Set as AbstractSet
from datetime import timedelta
from typing import cast

from adapters.store.keys import consent_key
from adapters.store.redis.scripts import REMEMBER
from adapters.store.redis.store import RedisStore, milliseconds
from application.ports.consent_store import ConsentStore


class RedisConsentStore(ConsentStore):
    """Remembers scopes as a set under ``consent:<subject>:<digest of the client_id>``."""

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store
        self._remember = store.redis.register_script(REMEMBER)

    async def remembered(self, subject: str, client_id: str) -> frozenset[str]:
        """Give the scopes."""
        # redis-py types the asyncio and the blocking client as one.
        command = cast(
            "Awaitable[set[bytes]]",
            self._store.redis.smembers(self._store.key(consent_key(subject, client_id))),
        )
        scopes = await self._store.run(command)
        # What somebody else wrote is a scope nobody asks for.
        return frozenset(scope.decode(errors="replace") for scope in scopes)

    async def remember(
        self, subject: str, client_id: str, scope: AbstractSet[str], *, keep_for: timedelta
    ) -> None:
        """Add scopes."""
        script = self._remember(
            keys=[self._store.key(consent_key(subject, client_id))],
            args=[milliseconds(keep_for), *sorted(scope)],
        )
        await self._store.run(script)
