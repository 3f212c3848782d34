"""Which records a person has, in Redis: what sessions and grants have in common."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import cast

from adapters.store.keys import MOST_OF_ONE, entry, name_in
from adapters.store.redis.scripts import NOTE
from adapters.store.redis.store import RedisStore, milliseconds


class RedisIndex:
    """Lists names of records by person, and ends those that are too many.

    A record is listed before it is written, and taken off after it has gone: one that is listed
    and not there does no harm, one that is there and not listed would.
    """

    def __init__(
        self,
        *,
        store: RedisStore,
        list_key: Callable[[str], str],
        record_key: Callable[[str], str],
    ) -> None:
        self._store = store
        self._list_key = list_key
        self._record_key = record_key
        self._note = store.redis.register_script(NOTE)

    async def add(self, subject: str, name: str, keep_for: timedelta, group: str = "") -> None:
        """List a record that is about to be written, and make room for it in its group."""
        script = self._note(
            keys=[self._store.key(self._list_key(subject))],
            args=[entry(group, name), milliseconds(keep_for), MOST_OF_ONE, entry(group, "")],
        )
        crowded_out = _names(await self._store.run(script))
        if crowded_out:
            await self._store.run(self._store.redis.delete(*self.keys(crowded_out)))
            await self.remove(subject, *crowded_out, group=group)

    async def names(self, subject: str) -> list[str]:
        """Give the names that are listed."""
        key = self._store.key(self._list_key(subject))
        # redis-py types the asyncio and the blocking client as one.
        command = cast("Awaitable[list[bytes]]", self._store.redis.zrange(key, 0, -1))
        return _names(await self._store.run(command))

    async def remove(self, subject: str, *names: str, group: str = "") -> None:
        """Take off records of a group that have gone and cannot come back."""
        key = self._store.key(self._list_key(subject))
        command = self._store.redis.zrem(key, *(entry(group, name) for name in names))
        await self._store.run(command)

    def keys(self, names: list[str]) -> list[str]:
        """Give where these records lie."""
        return [self._store.key(self._record_key(name)) for name in names]


def _names(entries: list[bytes]) -> list[str]:
    # What somebody else wrote is a name that no record has.
    return [name_in(found.decode(errors="replace")) for found in entries]
