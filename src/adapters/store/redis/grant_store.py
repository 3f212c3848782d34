"""Grants in Redis."""

from collections.abc import Awaitable, Mapping
from datetime import timedelta
from typing import cast

from adapters.store.codec import decode, encode
from adapters.store.keys import client_group, grant_key, grants_key
from adapters.store.redis.index import RedisIndex
from adapters.store.redis.scripts import REMOVE, REPLACE
from adapters.store.redis.store import RedisStore, milliseconds
from application.ports.grant_store import GrantStore, StoredGrant
from domain.grant import Grant

_FIELDS = ["payload", "revision"]


class RedisGrantStore(GrantStore):
    """Holds grants under ``family:{<digest>}``, where redeeming a code puts them.

    One hash for each: ``payload``, and ``revision``, which changes with it.
    """

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store
        self._index = grants_of_persons(store)
        self._replace = store.redis.register_script(REPLACE)
        self._remove = store.redis.register_script(REMOVE)

    async def get(self, grant_id: str) -> StoredGrant | None:
        """Look at a grant."""
        # redis-py types the asyncio and the blocking client as one.
        command = cast(
            "Awaitable[list[bytes | None]]",
            self._store.redis.hmget(self._store.key(grant_key(grant_id)), _FIELDS),
        )
        return _stored(*await self._store.run(command))

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
        async with self._store.deadline():
            if keep_for is not None:
                await self._index.add(
                    grant.subject, grant_id, keep_for, client_group(grant.client_id)
                )
            script = self._replace(
                keys=[self._store.key(grant_key(grant_id))],
                args=[before.revision, revision, encode(grant), *lasting],
            )
            return bool(await self._store.run(script))

    async def end(self, grant_id: str) -> None:
        """End a grant."""
        async with self._store.deadline():
            script = self._remove(keys=[self._store.key(grant_key(grant_id))])
            payload = await self._store.run(script)
            grant = decode(payload, Grant) if payload else None
            if grant is not None:
                group = client_group(grant.client_id)
                await self._index.remove(grant.subject, grant_id, group=group)

    async def of(self, subject: str) -> Mapping[str, Grant]:
        """Give a person's grants."""
        async with self._store.deadline():
            names = await self._index.names(subject)
            looks = self._store.redis.pipeline(transaction=False)
            for key in self._index.keys(names):
                looks.hmget(key, _FIELDS)
            found = [_stored(*fields) for fields in await self._store.run(looks.execute())]
        return {name: stored.grant for name, stored in zip(names, found, strict=True) if stored}


def grants_of_persons(store: RedisStore) -> RedisIndex:
    """Give the lists of grants, which redeeming a code writes as well."""
    return RedisIndex(store=store, list_key=grants_key, record_key=grant_key)


def _stored(payload: bytes | None, revision: bytes | None) -> StoredGrant | None:
    grant = decode(payload, Grant) if payload else None
    if grant is None or revision is None:
        return None
    return StoredGrant(grant=grant, revision=revision.decode(errors="replace"))
