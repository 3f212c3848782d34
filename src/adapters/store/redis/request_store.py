"""Authorization requests in Redis."""

from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.redis.store import RedisStore
from application.ports.request_store import RequestStore
from domain.auth_request import AuthRequest


class RedisRequestStore(RequestStore):
    """Keeps requests under ``posted_req:<digest>``."""

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store

    async def put(
        self, reference_digest: str, request: AuthRequest, *, keep_for: timedelta
    ) -> None:
        """Keep a new request."""
        await self._store.set(self._key(reference_digest), encode(request), keep_for)

    async def get(self, reference_digest: str) -> AuthRequest | None:
        """Look at a request."""
        data = await self._store.get(self._key(reference_digest))
        return decode(data, AuthRequest) if data else None

    def _key(self, reference_digest: str) -> str:
        return self._store.key(f"posted_req:{reference_digest}")
