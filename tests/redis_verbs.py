"""Every verb of every port, called once, and whether it says in time that the store is away."""

import time
from collections.abc import Awaitable

from redis.asyncio import Redis

from adapters.store.redis.leases import RedisLeases
from adapters.store.redis.store import RedisStore
from application.ports.grant_store import StoredGrant
from application.ports.store import StoreUnavailable
from tests.contract.entities import (
    DIGEST,
    FULL_CODE,
    FULL_HELD,
    FULL_INTERACTION,
    FULL_LOGIN,
    FULL_LOGOUT,
    FULL_SESSION,
    KEEP_FOR,
)
from tests.contract.grants import FULL_GRANT
from tests.contract.stores import CLIENT, PERSON, SCOPE, SID, SUBJECT, all_redis_stores

ANSWERED_WITHIN = 2.5
_SEEN = StoredGrant(grant=FULL_GRANT, revision="first")


def every_verb(redis: Redis) -> list[Awaitable[object]]:
    """Call every verb of every port once."""
    stores = all_redis_stores(redis)
    return [
        RedisStore(redis=redis).ping(),
        RedisLeases(store=RedisStore(redis=redis)).acquire("a", holder="x", keep_for=KEEP_FOR),
        stores.logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR),
        stores.logins.get(DIGEST),
        stores.logins.take(DIGEST, attempt="first"),
        stores.codes.put(DIGEST, FULL_CODE, keep_for=KEEP_FOR),
        stores.codes.get(DIGEST),
        stores.redeem("first"),
        stores.grants.get(DIGEST),
        stores.grants.of(PERSON),
        stores.grants.replace(DIGEST, _SEEN, FULL_GRANT, revision="2", keep_for=None),
        stores.grants.replace(DIGEST, _SEEN, FULL_GRANT, revision="3", keep_for=KEEP_FOR),
        stores.grants.end(DIGEST),
        stores.interactions.put(DIGEST, FULL_INTERACTION, keep_for=KEEP_FOR),
        stores.interactions.get(DIGEST),
        stores.interactions.take(DIGEST, attempt="first"),
        stores.requests.put(DIGEST, FULL_HELD, keep_for=KEEP_FOR),
        stores.requests.get(DIGEST),
        stores.sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR),
        stores.sessions.get(DIGEST),
        stores.sessions.renew(DIGEST, FULL_SESSION),
        stores.sessions.of(PERSON),
        stores.sessions.end(DIGEST),
        stores.consents.remember(SUBJECT, CLIENT, SCOPE, keep_for=KEEP_FOR),
        stores.consents.remembered(SUBJECT, CLIENT),
        stores.logouts.put(DIGEST, FULL_LOGOUT, keep_for=KEEP_FOR),
        stores.logouts.get(DIGEST),
        stores.sign_ons.join(SID, CLIENT, keep_for=KEEP_FOR),
        stores.sign_ons.end(SID, keep_for=KEEP_FOR),
        stores.sign_ons.has_ended(SID),
    ]


async def is_unavailable(verb: Awaitable[object]) -> bool:
    """Tell whether a call ended in ``StoreUnavailable``, and see to it that it ended in time."""
    start = time.monotonic()
    try:
        await verb
    except StoreUnavailable:
        return True
    finally:
        assert time.monotonic() - start < ANSWERED_WITHIN
    return False
