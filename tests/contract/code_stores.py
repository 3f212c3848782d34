"""The stores of codes and grants, which one redemption writes together."""

from dataclasses import dataclass
from datetime import timedelta

from redis.asyncio import Redis

from adapters.store.memory.auth_code_store import MemoryAuthCodeStore
from adapters.store.memory.grant_store import MemoryGrantStore
from adapters.store.memory.store import MemoryStore
from adapters.store.redis.auth_code_store import RedisAuthCodeStore
from adapters.store.redis.grant_store import RedisGrantStore
from adapters.store.redis.store import RedisStore
from application.ports.auth_code_store import AuthCodeStore, Redemption
from application.ports.clock import Clock
from application.ports.grant_store import GrantStore, StoredGrant
from domain.auth_code import AuthCode
from domain.grant import Grant
from tests.contract.entities import DIGEST, FULL_CODE, KEEP_FOR
from tests.contract.grants import FULL_GRANT
from tests.fakes.clock import FakeClock


@dataclass(frozen=True)
class CodeStores:
    """Codes and the grants they become."""

    codes: AuthCodeStore
    grants: GrantStore

    async def put(self, auth_code: AuthCode = FULL_CODE) -> None:
        """Keep a code under ``DIGEST``."""
        await self.codes.put(DIGEST, auth_code, keep_for=KEEP_FOR)

    async def redeem(self, attempt: str, auth_code: AuthCode = FULL_CODE) -> Redemption:
        """Redeem the code under ``DIGEST``."""
        return await self.codes.redeem(
            DIGEST, auth_code.grant(), attempt=attempt, keep_for=KEEP_FOR
        )

    async def begin(
        self,
        grant: Grant = FULL_GRANT,
        *,
        under: str = DIGEST,
        attempt: str = "first",
        keep_for: timedelta = KEEP_FOR,
    ) -> StoredGrant:
        """Keep a code, redeem it for a grant, and look at that."""
        await self.codes.put(under, FULL_CODE, keep_for=KEEP_FOR)
        redemption = await self.codes.redeem(under, grant, attempt=attempt, keep_for=keep_for)
        assert redemption is Redemption.FIRST
        return await self.look(under)

    async def look(self, under: str = DIGEST) -> StoredGrant:
        """Look at a grant that is there."""
        stored = await self.grants.get(under)
        assert stored is not None
        return stored

    async def grant(self, under: str = DIGEST) -> Grant | None:
        """Give the grant, if there is one."""
        stored = await self.grants.get(under)
        return stored.grant if stored else None


def memory_stores(clock: Clock | None = None) -> CodeStores:
    """Give the stores in one memory."""
    store = MemoryStore(clock=clock or FakeClock())
    return CodeStores(MemoryAuthCodeStore(store=store), MemoryGrantStore(store=store))


def redis_stores(redis: Redis, *, prefix: str = "") -> CodeStores:
    """Give the stores in one Redis."""
    store = RedisStore(redis=redis, prefix=prefix)
    return CodeStores(RedisAuthCodeStore(store=store), RedisGrantStore(store=store))
