"""Sessions in Redis."""

from collections.abc import Awaitable, Mapping
from datetime import timedelta
from typing import cast

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
        self._index = RedisIndex(store=store, list_key=sessions_key, record_key=session_key)

    async def put(self, session_digest: str, session: Session, *, keep_for: timedelta) -> None:
        """Keep a new session."""
        async with self._store.deadline():
            await self._index.add(session.identity.discord_id, session_digest, keep_for)
            await self._store.set(
                self._store.key(session_key(session_digest)), encode(session), keep_for
            )

    async def get(self, session_digest: str) -> Session | None:
        """Look at a session."""
        return _session(await self._store.get(self._store.key(session_key(session_digest))))

    async def renew(self, session_digest: str, session: Session) -> bool:
        """Replace a session that is there: the same write again does no harm."""
        command = self._store.redis.set(
            self._store.key(session_key(session_digest)), encode(session), xx=True, keepttl=True
        )
        return await self._store.run(command) is not None

    async def end(self, session_digest: str) -> None:
        """End a session."""
        key = self._store.key(session_key(session_digest))
        async with self._store.deadline():
            # redis-py leaves open what decode_responses was; here it is always bytes.
            command = cast("Awaitable[bytes | None]", self._store.redis.getdel(key))
            session = _session(await self._store.run(command))
            if session is not None:
                await self._index.remove(session.identity.discord_id, session_digest)

    async def of(self, subject: str) -> Mapping[str, Session]:
        """Give a person's sessions."""
        async with self._store.deadline():
            names = await self._index.names(subject)
            looks = self._store.redis.pipeline(transaction=False)
            for key in self._index.keys(names):
                looks.get(key)
            found = map(_session, await self._store.run(looks.execute()))
        return {name: session for name, session in zip(names, found, strict=True) if session}


def _session(data: bytes | None) -> Session | None:
    return decode(data, Session) if data else None
