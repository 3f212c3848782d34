"""The contract of ``LogoutStore``, on every adapter."""

import pytest
from redis.asyncio import Redis

from adapters.store.memory.logout_store import MemoryLogoutStore
from adapters.store.memory.store import MemoryStore
from adapters.store.redis.logout_store import RedisLogoutStore
from adapters.store.redis.store import RedisStore
from application.ports.logout_store import LogoutStore
from domain.logout import PendingLogout
from tests.contract.entities import (
    BARE_LOGOUT,
    DIGEST,
    FULL_LOGOUT,
    HALF_LOGOUT,
    KEEP_FOR,
    OTHER_DIGEST,
)
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.anyio


class LogoutStoreContract:
    @pytest.mark.parametrize(
        "pending", [FULL_LOGOUT, BARE_LOGOUT, HALF_LOGOUT], ids=["full", "bare", "half"]
    )
    async def test_every_field_survives_the_round_trip(
        self, logouts: LogoutStore, pending: PendingLogout
    ) -> None:
        await logouts.put(DIGEST, pending, keep_for=KEEP_FOR)
        assert await logouts.get(DIGEST) == pending

    async def test_nothing_is_shared_with_the_caller(self, logouts: LogoutStore) -> None:
        await logouts.put(DIGEST, FULL_LOGOUT, keep_for=KEEP_FOR)
        kept = await logouts.get(DIGEST)
        assert kept is not None
        assert kept is not FULL_LOGOUT
        assert kept.request is not FULL_LOGOUT.request
        assert kept is not await logouts.get(DIGEST)

    async def test_an_unknown_one_is_absent(self, logouts: LogoutStore) -> None:
        assert await logouts.get(DIGEST) is None

    async def test_one_is_looked_at_as_often_as_wanted(self, logouts: LogoutStore) -> None:
        await logouts.put(DIGEST, FULL_LOGOUT, keep_for=KEEP_FOR)
        assert [await logouts.get(DIGEST) for _ in range(5)] == [FULL_LOGOUT] * 5

    async def test_they_are_told_apart(self, logouts: LogoutStore) -> None:
        await logouts.put(DIGEST, FULL_LOGOUT, keep_for=KEEP_FOR)
        await logouts.put(OTHER_DIGEST, BARE_LOGOUT, keep_for=KEEP_FOR)
        assert await logouts.get(DIGEST) == FULL_LOGOUT
        assert await logouts.get(OTHER_DIGEST) == BARE_LOGOUT

    async def test_putting_the_same_again_does_no_harm(self, logouts: LogoutStore) -> None:
        for _ in range(2):
            await logouts.put(DIGEST, FULL_LOGOUT, keep_for=KEEP_FOR)
        assert await logouts.get(DIGEST) == FULL_LOGOUT


class TestMemoryLogoutStore(LogoutStoreContract):
    @pytest.fixture
    def logouts(self) -> LogoutStore:
        return MemoryLogoutStore(store=MemoryStore(clock=FakeClock()))


@pytest.mark.redis
class TestRedisLogoutStore(LogoutStoreContract):
    @pytest.fixture
    def logouts(self, redis: Redis) -> LogoutStore:
        return RedisLogoutStore(store=RedisStore(redis=redis))
