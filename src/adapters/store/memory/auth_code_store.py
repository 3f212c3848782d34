"""Authorization codes in memory."""

from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import LONGEST_TOMBSTONE, auth_code_key, client_group, grant_key
from adapters.store.memory.grant_store import grants_of_persons
from adapters.store.memory.store import MemoryStore
from application.ports.auth_code_store import AuthCodeStore, Redemption, StoredCode
from domain.auth_code import AuthCode
from domain.grant import Grant


class MemoryAuthCodeStore(AuthCodeStore):
    """Keeps codes under ``auth_code:{<digest>}``.

    Nothing is awaited between looking and writing, so that each verb is indivisible.
    """

    def __init__(self, *, store: MemoryStore) -> None:
        self._store = store
        self._grants = grants_of_persons(store)

    async def put(self, code_digest: str, auth_code: AuthCode, *, keep_for: timedelta) -> None:
        """Keep a new code."""
        self._store.put(auth_code_key(code_digest), encode(auth_code), keep_for)

    async def get(self, code_digest: str) -> StoredCode | None:
        """Look at a code."""
        record = self._store.get(auth_code_key(code_digest))
        auth_code = decode(record.data, AuthCode) if record else None
        if record is None or auth_code is None:
            return None
        return StoredCode(auth_code=auth_code, used=record.taken_by is not None)

    async def redeem(
        self, code_digest: str, grant: Grant, *, attempt: str, keep_for: timedelta
    ) -> Redemption:
        """Use a code up and create its grant."""
        record = self._store.get(auth_code_key(code_digest))
        if record is None:
            return Redemption.UNKNOWN
        if record.taken_by is not None:
            return Redemption.FIRST if record.taken_by == attempt else Redemption.REPLAY
        self._grants.add(grant.subject, code_digest, keep_for, client_group(grant.client_id))
        self._store.put(grant_key(code_digest), encode(grant), keep_for)
        self._store.take(grant_key(code_digest), attempt)
        self._store.extend(auth_code_key(code_digest), min(keep_for, LONGEST_TOMBSTONE))
        record.taken_by = attempt
        return Redemption.FIRST
