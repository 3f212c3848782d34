"""Logins in Redis."""

from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import login_key
from adapters.store.redis.records import RedisRecords
from adapters.store.redis.store import RedisStore
from application.ports.login_store import LoginStore
from domain.login import Login


class RedisLoginStore(LoginStore):
    """Keeps logins under ``auth_req:<digest>``."""

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store
        self._records = RedisRecords(store=store)

    async def put(self, state_digest: str, login: Login, *, keep_for: timedelta) -> None:
        """Keep a new login."""
        await self._records.put(self._store.key(login_key(state_digest)), encode(login), keep_for)

    async def get(self, state_digest: str) -> Login | None:
        """Look at a login that nobody has taken."""
        payload, by = await self._records.get(self._store.key(login_key(state_digest)))
        return decode(payload, Login) if payload and by is None else None

    async def take(self, state_digest: str, *, attempt: str) -> bool:
        """Use a login up: True for the first attempt, and for that one again."""
        return await self._records.take(self._store.key(login_key(state_digest)), attempt)
