"""Authorization codes in Redis."""

from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import LONGEST_TOMBSTONE, auth_code_key, client_group, grant_key
from adapters.store.redis.grant_store import grants_of_persons
from adapters.store.redis.records import RedisRecords
from adapters.store.redis.scripts import REDEEM
from adapters.store.redis.store import RedisStore, milliseconds
from application.ports.auth_code_store import AuthCodeStore, Redemption, StoredCode
from domain.auth_code import AuthCode
from domain.grant import Grant

_REDEMPTIONS = {0: Redemption.UNKNOWN, 1: Redemption.FIRST, 2: Redemption.REPLAY}


class RedisAuthCodeStore(AuthCodeStore):
    """Keeps codes under ``auth_code:{<digest>}``.

    The braces are Redis Cluster's hash tag: code and grant lie in one slot, so that one
    script may write both.
    """

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store
        self._records = RedisRecords(store=store)
        self._grants = grants_of_persons(store)
        self._redeem = store.redis.register_script(REDEEM)

    async def put(self, code_digest: str, auth_code: AuthCode, *, keep_for: timedelta) -> None:
        """Keep a new code."""
        await self._records.put(
            self._store.key(auth_code_key(code_digest)), encode(auth_code), keep_for
        )

    async def get(self, code_digest: str) -> StoredCode | None:
        """Look at a code."""
        payload, by = await self._records.get(self._store.key(auth_code_key(code_digest)))
        auth_code = decode(payload, AuthCode) if payload else None
        return StoredCode(auth_code=auth_code, used=by is not None) if auth_code else None

    async def redeem(
        self, code_digest: str, grant: Grant, *, attempt: str, keep_for: timedelta
    ) -> Redemption:
        """Use a code up and create its grant."""
        async with self._store.deadline():
            await self._grants.add(
                grant.subject, code_digest, keep_for, client_group(grant.client_id)
            )
            script = self._redeem(
                keys=[
                    self._store.key(auth_code_key(code_digest)),
                    self._store.key(grant_key(code_digest)),
                ],
                args=[
                    attempt,
                    encode(grant),
                    milliseconds(keep_for),
                    milliseconds(min(keep_for, LONGEST_TOMBSTONE)),
                ],
            )
            return _REDEMPTIONS[await self._store.run(script)]
