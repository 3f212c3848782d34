"""Sessions in memory."""

from collections.abc import Mapping
from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import session_key, sessions_key
from adapters.store.memory.index import MemoryIndex
from adapters.store.memory.store import MemoryStore
from application.ports.session_store import SessionStore
from domain.session import Session


class MemorySessionStore(SessionStore):
    """Keeps sessions under ``session:<digest>``."""

    def __init__(self, *, store: MemoryStore) -> None:
        self._store = store
        self._index = MemoryIndex(store=store, list_key=sessions_key, record_key=session_key)

    async def put(self, session_digest: str, session: Session, *, keep_for: timedelta) -> None:
        """Keep a new session."""
        self._index.add(session.identity.discord_id, session_digest, keep_for)
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
        session = await self.get(session_digest)
        self._store.remove(session_key(session_digest))
        if session is not None:
            self._index.remove(session.identity.discord_id, session_digest)

    async def of(self, subject: str) -> Mapping[str, Session]:
        """Give a person's sessions."""
        found = {name: await self.get(name) for name in self._index.names(subject)}
        return {name: session for name, session in found.items() if session}
