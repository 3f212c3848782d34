"""Grants in Redis."""

from collections.abc import Awaitable, Mapping
from datetime import timedelta
from typing import cast

from adapters.store.codec import decode, encode
from adapters.store.keys import grant_key, grants_key
from adapters.store.redis.index import RedisIndex
from adapters.store.redis.scripts import REPLACE
from adapters.store.redis.store import RedisStore, milliseconds
from application.ports.grant_store import GrantStore, StoredGrant
from domain.grant import Grant


class RedisGrantStore(GrantStore):
    """Holds grants under ``family:{<digest>}``, where redeeming a code puts them.

    One hash for each: ``payload``, and ``revision``, which changes with it.
    """

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store
        self._grants = GrantsOfPerson(store=store)
        self._replace = store.redis.register_script(REPLACE)

    async def get(self, grant_id: str) -> StoredGrant | None:
        """Look at a grant."""
        # redis-py types the asyncio and the blocking client as one.
        command = cast(
            "Awaitable[list[bytes | None]]",
            self._store.redis.hmget(self._store.key(grant_key(grant_id)), ["payload", "revision"]),
        )
        payload, revision = await self._store.run(command)
        grant = decode(payload, Grant) if payload else None
        if grant is None or revision is None:
            return None
        return StoredGrant(grant=grant, revision=revision.decode(errors="replace"))

    async def replace(
        self,
        grant_id: str,
        before: StoredGrant,
        grant: Grant,
        *,
        revision: str,
        keep_for: timedelta | None,
    ) -> bool:
        """Replace a grant that is still as it was."""
        lasting = [] if keep_for is None else [milliseconds(keep_for)]
        if keep_for is not None:
            # First: a grant that is listed and gone does no harm, one that is not listed would.
            await self._grants.note(grant_id, grant, keep_for)
        script = self._replace(
            keys=[self._store.key(grant_key(grant_id))],
            args=[before.revision, revision, encode(grant), *lasting],
        )
        return bool(await self._store.run(script))

    async def end(self, grant_id: str) -> None:
        """End a grant."""
        await self._store.run(self._store.redis.delete(self._store.key(grant_key(grant_id))))

    async def of(self, subject: str) -> Mapping[str, Grant]:
        """Give a person's grants."""
        found = {name: await self.get(name) for name in await self._grants.names(subject)}
        return {name: stored.grant for name, stored in found.items() if stored}


class GrantsOfPerson:
    """The list of a person's grants, and room in it for one more."""

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store
        self._index = RedisIndex(store=store)

    async def note(self, grant_id: str, grant: Grant, keep_for: timedelta) -> None:
        """Add a grant; those that have to make room for it are ended."""
        crowded_out = await self._index.add(grants_key(grant.subject), grant_id, keep_for)
        if crowded_out:
            keys = [self._store.key(grant_key(name)) for name in crowded_out]
            await self._store.run(self._store.redis.delete(*keys))

    async def names(self, subject: str) -> list[str]:
        """Give the ids of the grants."""
        return await self._index.names(grants_key(subject))
