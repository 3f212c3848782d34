"""Sessions in Redis."""

from collections.abc import Mapping
from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import session_key, sessions_key
from adapters.store.redis.index import RedisIndex
from adapters.store.redis.store import RedisStore
from application.ports.session_store import SessionStore
from domain.session import Session


class RedisSessionStore(SessionStore):
    """Keeps sessions under ``session:<digest>``."""

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store
        self._index = RedisIndex(store=store)

    async def put(self, session_digest: str, session: Session, *, keep_for: timedelta) -> None:
        """Keep a new session."""
        # First: a session that is listed and not there does no harm, one that is not would.
        index_key = sessions_key(session.identity.discord_id)
        crowded_out = await self._index.add(index_key, session_digest, keep_for)
        if crowded_out:
            keys = [self._store.key(session_key(name)) for name in crowded_out]
            await self._store.run(self._store.redis.delete(*keys))
        await self._store.set(
            self._store.key(session_key(session_digest)), encode(session), keep_for
        )

    async def get(self, session_digest: str) -> Session | None:
        """Look at a session."""
        data = await self._store.get(self._store.key(session_key(session_digest)))
        return decode(data, Session) if data else None

    async def renew(self, session_digest: str, session: Session) -> bool:
        """Replace a session that is there: the same write again does no harm."""
        command = self._store.redis.set(
            self._store.key(session_key(session_digest)), encode(session), xx=True, keepttl=True
        )
        return await self._store.run(command) is not None

    async def end(self, session_digest: str) -> None:
        """End a session."""
        await self._store.run(
            self._store.redis.delete(self._store.key(session_key(session_digest)))
        )

    async def of(self, subject: str) -> Mapping[str, Session]:
        """Give a person's sessions."""
        names = await self._index.names(sessions_key(subject))
        found = {name: await self.get(name) for name in names}
        return {name: session for name, session in found.items() if session}
