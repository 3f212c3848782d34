"""Logins in memory."""

from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import login_key
from adapters.store.memory.store import MemoryStore
from application.ports.login_store import LoginStore
from domain.login import Login


class MemoryLoginStore(LoginStore):
    """Keeps logins under ``auth_req:<digest>``."""

    def __init__(self, *, store: MemoryStore) -> None:
        self._store = store

    async def put(self, state_digest: str, login: Login, *, keep_for: timedelta) -> None:
        """Keep a new login."""
        self._store.put(login_key(state_digest), encode(login), keep_for)

    async def get(self, state_digest: str) -> Login | None:
        """Look at a login that nobody has taken."""
        data = self._store.unused(login_key(state_digest))
        return decode(data, Login) if data else None

    async def take(self, state_digest: str, *, attempt: str) -> bool:
        """Use a login up: True for the first attempt, and for that one again."""
        return self._store.take(login_key(state_digest), attempt)
