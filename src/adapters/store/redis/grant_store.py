"""Grants in Redis."""

from adapters.store.codec import decode
from adapters.store.redis.store import RedisStore
from application.ports.grant_store import GrantStore
from domain.grant import Grant


class RedisGrantStore(GrantStore):
    """Holds grants under ``grant:{<digest>}``, where redeeming a code puts them."""

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store

    async def get(self, grant_id: str) -> Grant | None:
        """Look at a grant."""
        data = await self._store.get(self._key(grant_id))
        return decode(data, Grant) if data else None

    async def end(self, grant_id: str) -> None:
        """End a grant."""
        await self._store.run(self._store.redis.delete(self._key(grant_id)))

    def _key(self, grant_id: str) -> str:
        return grant_key(self._store, grant_id)


def grant_key(store: RedisStore, grant_id: str) -> str:
    """Give the key of a grant."""
    return store.key(f"grant:{{{grant_id}}}")
