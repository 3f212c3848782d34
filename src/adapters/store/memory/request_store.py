"""Authorization requests in memory."""

from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import request_key
from adapters.store.memory.store import MemoryStore
from application.ports.request_store import RequestStore
from domain.held_request import HeldRequest


class MemoryRequestStore(RequestStore):
    """Keeps requests under ``posted_req:<digest>``."""

    def __init__(self, *, store: MemoryStore) -> None:
        self._store = store

    async def put(self, reference_digest: str, held: HeldRequest, *, keep_for: timedelta) -> None:
        """Keep a new request."""
        self._store.put(request_key(reference_digest), encode(held), keep_for)

    async def get(self, reference_digest: str) -> HeldRequest | None:
        """Look at a request."""
        record = self._store.get(request_key(reference_digest))
        return decode(record.data, HeldRequest) if record else None
