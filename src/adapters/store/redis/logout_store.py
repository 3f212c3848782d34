"""Pending logouts in Redis."""

from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import logout_key
from adapters.store.redis.store import RedisStore
from application.ports.logout_store import LogoutStore
from domain.logout import PendingLogout


class RedisLogoutStore(LogoutStore):
    """Keeps pending logouts under ``logout:<digest>``."""

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store

    async def put(self, token_digest: str, pending: PendingLogout, *, keep_for: timedelta) -> None:
        """Keep a new one."""
        await self._store.set(self._store.key(logout_key(token_digest)), encode(pending), keep_for)

    async def get(self, token_digest: str) -> PendingLogout | None:
        """Look at one."""
        data = await self._store.get(self._store.key(logout_key(token_digest)))
        return decode(data, PendingLogout) if data else None
