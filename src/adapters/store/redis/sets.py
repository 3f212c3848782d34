"""Sets of words in Redis: what consents and sign-ons have in common."""

from collections.abc import Awaitable, Iterable
from collections.abc import Set as AbstractSet
from datetime import timedelta
from typing import cast

from adapters.store.redis.scripts import ADD
from adapters.store.redis.store import RedisStore, milliseconds


class RedisSets:
    """Adds to sets and reads them; the time of a whole set begins anew at each addition."""

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store
        self._add = store.redis.register_script(ADD)

    async def members(self, key: str) -> frozenset[str]:
        """Give what is in a set; empty if there is none."""
        # redis-py types the asyncio and the blocking client as one.
        command = cast("Awaitable[set[bytes]]", self._store.redis.smembers(key))
        return words(await self._store.run(command))

    async def add(self, key: str, added: AbstractSet[str], keep_for: timedelta) -> None:
        """Add words; the same again does no harm."""
        script = self._add(keys=[key], args=[milliseconds(keep_for), *sorted(added)])
        await self._store.run(script)


def words(members: Iterable[bytes]) -> frozenset[str]:
    """Read members; what somebody else wrote is a word that nobody asks for."""
    return frozenset(member.decode(errors="replace") for member in members)
