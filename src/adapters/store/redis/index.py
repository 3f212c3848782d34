"""Which records a person has, in Redis: what sessions and grants have in common."""

from collections.abc import Awaitable
from datetime import timedelta
from typing import cast

from adapters.store.keys import MOST_OF_ONE
from adapters.store.redis.scripts import NOTE
from adapters.store.redis.store import RedisStore, milliseconds


class RedisIndex:
    """Keeps names of records, each until its record may go; a record may be gone before."""

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store
        self._note = store.redis.register_script(NOTE)

    async def add(self, key: str, name: str, keep_for: timedelta) -> list[str]:
        """Note a record, for a new time if it is noted; give the names that had to make room."""
        script = self._note(
            keys=[self._store.key(key)], args=[name, milliseconds(keep_for), MOST_OF_ONE]
        )
        return _texts(await self._store.run(script))

    async def names(self, key: str) -> list[str]:
        """Give the names that are noted."""
        # redis-py types the asyncio and the blocking client as one.
        command = cast(
            "Awaitable[list[bytes]]", self._store.redis.zrange(self._store.key(key), 0, -1)
        )
        return _texts(await self._store.run(command))


def _texts(names: list[bytes]) -> list[str]:
    # What somebody else wrote is a name that no record has.
    return [name.decode(errors="replace") for name in names]
