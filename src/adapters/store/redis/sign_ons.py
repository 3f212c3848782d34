"""Sign-ons in Redis."""

from datetime import timedelta

from adapters.store.keys import ended_key, joined_key
from adapters.store.redis.scripts import END
from adapters.store.redis.sets import RedisSets, words
from adapters.store.redis.store import RedisStore, milliseconds
from application.ports.sign_ons import SignOns


class RedisSignOns(SignOns):
    """Keeps clients under ``joined:{<digest>}``, and the mark under ``ended:{<digest>}``."""

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store
        self._sets = RedisSets(store=store)
        self._end = store.redis.register_script(END)

    async def join(self, sid: str, client_id: str, *, keep_for: timedelta) -> None:
        """Add a client."""
        await self._sets.add(self._store.key(joined_key(sid)), {client_id}, keep_for)

    async def end(self, sid: str, *, keep_for: timedelta) -> frozenset[str]:
        """Mark, and give the clients."""
        keys = [self._store.key(ended_key(sid)), self._store.key(joined_key(sid))]
        return words(await self._store.run(self._end(keys=keys, args=[milliseconds(keep_for)])))

    async def has_ended(self, sid: str) -> bool:
        """Look for the mark."""
        return await self._store.get(self._store.key(ended_key(sid))) is not None
