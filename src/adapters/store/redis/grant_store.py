"""Grants in Redis."""

from adapters.store.codec import decode
from adapters.store.keys import grant_key
from adapters.store.redis.store import RedisStore
from application.ports.grant_store import GrantStore
from domain.grant import Grant


class RedisGrantStore(GrantStore):
    """Holds grants under ``grant:{<digest>}``, where redeeming a code puts them."""

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store

    async def get(self, grant_id: str) -> Grant | None:
        """Look at a grant."""
        data = await self._store.get(self._store.key(grant_key(grant_id)))
        return decode(data, Grant) if data else None

    async def end(self, grant_id: str) -> None:
        """End a grant."""
        await self._store.run(self._store.redis.delete(self._store.key(grant_key(grant_id))))
