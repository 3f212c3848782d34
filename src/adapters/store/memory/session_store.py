"""Sessions in memory."""

from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import session_key
from adapters.store.memory.store import MemoryStore
from application.ports.session_store import SessionStore
from domain.session import Session


class MemorySessionStore(SessionStore):
    """Keeps sessions under ``session:<digest>``."""

    def __init__(self, *, store: MemoryStore) -> None:
        self._store = store

    async def put(self, session_digest: str, session: Session, *, keep_for: timedelta) -> None:
        """Keep a new session."""
        self._store.put(session_key(session_digest), encode(session), keep_for)

    async def get(self, session_digest: str) -> Session | None:
        """Look at a session."""
        record = self._store.get(session_key(session_digest))
        return decode(record.data, Session) if record else None

    async def renew(self, session_digest: str, session: Session) -> bool:
        """Replace a session that is there."""
        record = self._store.get(session_key(session_digest))
        if record is None:
            return False
        record.data = encode(session)
        return True

    async def end(self, session_digest: str) -> None:
        """End a session."""
        self._store.remove(session_key(session_digest))
