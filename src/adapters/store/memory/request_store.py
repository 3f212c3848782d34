"""Authorization requests in memory."""

from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.memory.store import MemoryStore
from application.ports.request_store import RequestStore
from domain.auth_request import AuthRequest


class MemoryRequestStore(RequestStore):
    """Keeps requests under ``posted_req:<digest>``."""

    def __init__(self, *, store: MemoryStore) -> None:
        self._store = store

    async def put(
        self, reference_digest: str, request: AuthRequest, *, keep_for: timedelta
    ) -> None:
        """Keep a new request."""
        self._store.put(_key(reference_digest), encode(request), keep_for)

    async def get(self, reference_digest: str) -> AuthRequest | None:
        """Look at a request."""
        record = self._store.get(_key(reference_digest))
        return decode(record.data, AuthRequest) if record else None


def _key(reference_digest: str) -> str:
    return f"posted_req:{reference_digest}"
