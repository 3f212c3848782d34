"""Grants in memory."""

from collections.abc import Mapping
from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import client_group, grant_key, grants_key
from adapters.store.memory.index import MemoryIndex
from adapters.store.memory.store import MemoryStore
from application.ports.grant_store import GrantStore, StoredGrant
from domain.grant import Grant


class MemoryGrantStore(GrantStore):
    """Holds grants under ``family:{<digest>}``, where redeeming a code puts them.

    Nothing is awaited between looking and writing, so that each verb is indivisible.
    """

    def __init__(self, *, store: MemoryStore) -> None:
        self._store = store
        self._index = grants_of_persons(store)

    async def get(self, grant_id: str) -> StoredGrant | None:
        """Look at a grant."""
        record = self._store.get(grant_key(grant_id))
        grant = decode(record.data, Grant) if record else None
        if record is None or grant is None or record.taken_by is None:
            return None
        return StoredGrant(grant=grant, revision=record.taken_by)

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
        record = self._store.get(grant_key(grant_id))
        if record is None or record.taken_by not in {before.revision, revision}:
            return False
        if record.taken_by == revision:
            return True
        if keep_for is not None:
            self._index.add(grant.subject, grant_id, keep_for, client_group(grant.client_id))
            self._store.extend(grant_key(grant_id), keep_for)
        record.data, record.taken_by = encode(grant), revision
        return True

    async def end(self, grant_id: str) -> None:
        """End a grant."""
        stored = await self.get(grant_id)
        self._store.remove(grant_key(grant_id))
        if stored is not None:
            group = client_group(stored.grant.client_id)
            self._index.remove(stored.grant.subject, grant_id, group)

    async def of(self, subject: str) -> Mapping[str, Grant]:
        """Give a person's grants."""
        found = {name: await self.get(name) for name in self._index.names(subject)}
        return {name: stored.grant for name, stored in found.items() if stored}


def grants_of_persons(store: MemoryStore) -> MemoryIndex:
    """Give the lists of grants, which redeeming a code writes as well."""
    return MemoryIndex(store=store, list_key=grants_key, record_key=grant_key)
