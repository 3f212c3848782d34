"""Every store of one database, for tests that go through all of them."""

from dataclasses import dataclass

from redis.asyncio import Redis

from adapters.store.memory.auth_code_store import MemoryAuthCodeStore
from adapters.store.memory.consent_store import MemoryConsentStore
from adapters.store.memory.grant_store import MemoryGrantStore
from adapters.store.memory.interaction_store import MemoryInteractionStore
from adapters.store.memory.login_store import MemoryLoginStore
from adapters.store.memory.logout_store import MemoryLogoutStore
from adapters.store.memory.request_store import MemoryRequestStore
from adapters.store.memory.session_store import MemorySessionStore
from adapters.store.memory.sign_ons import MemorySignOns
from adapters.store.memory.store import MemoryStore
from adapters.store.redis.auth_code_store import RedisAuthCodeStore
from adapters.store.redis.consent_store import RedisConsentStore
from adapters.store.redis.grant_store import RedisGrantStore
from adapters.store.redis.interaction_store import RedisInteractionStore
from adapters.store.redis.login_store import RedisLoginStore
from adapters.store.redis.logout_store import RedisLogoutStore
from adapters.store.redis.request_store import RedisRequestStore
from adapters.store.redis.session_store import RedisSessionStore
from adapters.store.redis.sign_ons import RedisSignOns
from adapters.store.redis.store import RedisStore
from application.ports.auth_code_store import AuthCodeStore, Redemption
from application.ports.consent_store import ConsentStore
from application.ports.grant_store import GrantStore
from application.ports.interaction_store import InteractionStore
from application.ports.login_store import LoginStore
from application.ports.logout_store import LogoutStore
from application.ports.request_store import RequestStore
from application.ports.session_store import SessionStore
from application.ports.sign_ons import SignOns
from tests.contract.entities import (
    DIGEST,
    FULL_CODE,
    FULL_HELD,
    FULL_IDENTITY,
    FULL_INTERACTION,
    FULL_LOGIN,
    FULL_LOGOUT,
    FULL_SESSION,
    KEEP_FOR,
)
from tests.contract.grants import FULL_GRANT

SUBJECT, CLIENT, SCOPE = "80351110224678912", "dashboard", frozenset({"openid", "roles"})
SID = FULL_SESSION.sid
# Whose session and grant it is.
PERSON = FULL_IDENTITY.discord_id


@dataclass(frozen=True, kw_only=True)
class Stores:
    """What is kept, under ``DIGEST`` and full to the brim."""

    logins: LoginStore
    interactions: InteractionStore
    requests: RequestStore
    sessions: SessionStore
    consents: ConsentStore
    logouts: LogoutStore
    sign_ons: SignOns
    codes: AuthCodeStore
    grants: GrantStore

    async def put_all(self) -> None:
        """Keep one of each; the code is redeemed, so that there is a grant."""
        await self.logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR)
        await self.interactions.put(DIGEST, FULL_INTERACTION, keep_for=KEEP_FOR)
        await self.requests.put(DIGEST, FULL_HELD, keep_for=KEEP_FOR)
        await self.sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
        await self.consents.remember(SUBJECT, CLIENT, SCOPE, keep_for=KEEP_FOR)
        await self.logouts.put(DIGEST, FULL_LOGOUT, keep_for=KEEP_FOR)
        await self.sign_ons.join(SID, CLIENT, keep_for=KEEP_FOR)
        assert await self.sign_ons.end(SID, keep_for=KEEP_FOR) == {CLIENT}
        await self.codes.put(DIGEST, FULL_CODE, keep_for=KEEP_FOR)
        assert await self.redeem("first") is Redemption.FIRST

    async def redeem(self, attempt: str) -> Redemption:
        """Redeem the code."""
        return await self.codes.redeem(DIGEST, FULL_GRANT, attempt=attempt, keep_for=KEEP_FOR)

    async def found(self) -> list[object]:
        """Give what is there, of each kind."""
        looks = [
            await self.logins.get(DIGEST),
            await self.interactions.get(DIGEST),
            await self.requests.get(DIGEST),
            await self.sessions.get(DIGEST),
            await self.consents.remembered(SUBJECT, CLIENT),
            await self.logouts.get(DIGEST),
            await self.sign_ons.has_ended(SID),
            await self.codes.get(DIGEST),
            await self.grants.get(DIGEST),
            await self.sessions.of(PERSON),
            await self.grants.of(PERSON),
        ]
        return [look for look in looks if look]


def all_redis_stores(redis: Redis, *, prefix: str = "") -> Stores:
    """Give the stores in one Redis."""
    store = RedisStore(redis=redis, prefix=prefix)
    return Stores(
        logins=RedisLoginStore(store=store),
        interactions=RedisInteractionStore(store=store),
        requests=RedisRequestStore(store=store),
        sessions=RedisSessionStore(store=store),
        consents=RedisConsentStore(store=store),
        logouts=RedisLogoutStore(store=store),
        sign_ons=RedisSignOns(store=store),
        codes=RedisAuthCodeStore(store=store),
        grants=RedisGrantStore(store=store),
    )


def all_memory_stores(store: MemoryStore) -> Stores:
    """Give the stores in this memory."""
    return Stores(
        logins=MemoryLoginStore(store=store),
        interactions=MemoryInteractionStore(store=store),
        requests=MemoryRequestStore(store=store),
        sessions=MemorySessionStore(store=store),
        consents=MemoryConsentStore(store=store),
        logouts=MemoryLogoutStore(store=store),
        sign_ons=MemorySignOns(store=store),
        codes=MemoryAuthCodeStore(store=store),
        grants=MemoryGrantStore(store=store),
    )
