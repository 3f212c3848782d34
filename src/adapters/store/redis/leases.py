"""Leases in Redis."""

from datetime import timedelta

from adapters.store.codec import encode
from adapters.store.keys import lease_key
from adapters.store.redis.scripts import LEASE
from adapters.store.redis.store import RedisStore, milliseconds
from application.ports.leases import Leases


class RedisLeases(Leases):
    """Keeps the holder under ``lease:<name>``."""

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store
        self._lease = store.redis.register_script(LEASE)

    async def acquire(self, name: str, *, holder: str, keep_for: timedelta) -> bool:
        """Put the holder there unless somebody else is."""
        key = self._store.key(lease_key(name))
        script = self._lease(keys=[key], args=[encode(holder), milliseconds(keep_for)])
        return bool(await self._store.run(script))
