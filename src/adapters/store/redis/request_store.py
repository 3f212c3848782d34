"""Authorization requests in Redis."""

from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import request_key
from adapters.store.redis.store import RedisStore
from application.ports.request_store import RequestStore
from domain.held_request import HeldRequest


class RedisRequestStore(RequestStore):
    """Keeps requests under ``posted_req:<digest>``."""

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store

    async def put(self, reference_digest: str, held: HeldRequest, *, keep_for: timedelta) -> None:
        """Keep a new request."""
        await self._store.set(
            self._store.key(request_key(reference_digest)), encode(held), keep_for
        )

    async def get(self, reference_digest: str) -> HeldRequest | None:
        """Look at a request."""
        data = await self._store.get(self._store.key(request_key(reference_digest)))
        return decode(data, HeldRequest) if data else None
