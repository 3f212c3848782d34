"""Records that can be used up: what logins, interactions and codes have in common."""

from collections.abc import Awaitable
from datetime import timedelta
from typing import cast

from adapters.store.redis.scripts import PUT, TAKE
from adapters.store.redis.store import RedisStore, milliseconds


class RedisRecords:
    """Writes and reads the hash that the scripts work on."""

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store
        self._put = store.redis.register_script(PUT)
        self._take = store.redis.register_script(TAKE)

    async def put(self, key: str, payload: bytes, keep_for: timedelta) -> None:
        """Keep bytes for a time."""
        await self._store.run(self._put(keys=[key], args=[payload, milliseconds(keep_for)]))

    async def get(self, key: str) -> tuple[bytes | None, bytes | None]:
        """Give the payload and the attempt that used it up, each if it is there."""
        # redis-py types the asyncio and the blocking client as one.
        command = cast(
            "Awaitable[list[bytes | None]]", self._store.redis.hmget(key, ["payload", "by"])
        )
        payload, by = await self._store.run(command)
        return payload, by

    async def take(self, key: str, attempt: str) -> bool:
        """Use a record up: True for the first attempt, and for that one again."""
        return bool(await self._store.run(self._take(keys=[key], args=[attempt])))
