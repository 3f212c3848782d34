"""The contract of ``RequestStore``, on every adapter."""

import pytest
from redis.asyncio import Redis

from adapters.store.memory.request_store import MemoryRequestStore
from adapters.store.memory.store import MemoryStore
from adapters.store.redis.request_store import RedisRequestStore
from adapters.store.redis.store import RedisStore
from application.ports.request_store import RequestStore
from domain.held_request import HeldRequest
from tests.contract.entities import BARE_HELD, DIGEST, FULL_HELD, KEEP_FOR, OTHER_DIGEST
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.anyio


class RequestStoreContract:
    @pytest.mark.parametrize("held", [FULL_HELD, BARE_HELD], ids=["full", "bare"])
    async def test_every_field_survives_the_round_trip(
        self, requests: RequestStore, held: HeldRequest
    ) -> None:
        await requests.put(DIGEST, held, keep_for=KEEP_FOR)
        assert await requests.get(DIGEST) == held

    async def test_nothing_is_shared_with_the_caller(self, requests: RequestStore) -> None:
        await requests.put(DIGEST, FULL_HELD, keep_for=KEEP_FOR)
        kept = await requests.get(DIGEST)
        assert kept is not None
        assert kept is not FULL_HELD
        assert kept.request is not FULL_HELD.request
        assert kept is not await requests.get(DIGEST)

    async def test_an_unknown_request_is_absent(self, requests: RequestStore) -> None:
        assert await requests.get(DIGEST) is None

    async def test_a_request_is_looked_at_as_often_as_wanted(self, requests: RequestStore) -> None:
        await requests.put(DIGEST, FULL_HELD, keep_for=KEEP_FOR)
        looks = [await requests.get(DIGEST) for _ in range(5)]
        assert looks == [FULL_HELD] * 5

    async def test_requests_are_told_apart(self, requests: RequestStore) -> None:
        await requests.put(DIGEST, FULL_HELD, keep_for=KEEP_FOR)
        await requests.put(OTHER_DIGEST, BARE_HELD, keep_for=KEEP_FOR)
        assert await requests.get(DIGEST) == FULL_HELD
        assert await requests.get(OTHER_DIGEST) == BARE_HELD

    async def test_putting_the_same_heldagain_does_no_harm(self, requests: RequestStore) -> None:
        await requests.put(DIGEST, FULL_HELD, keep_for=KEEP_FOR)
        await requests.put(DIGEST, FULL_HELD, keep_for=KEEP_FOR)
        assert await requests.get(DIGEST) == FULL_HELD


class TestMemoryRequestStore(RequestStoreContract):
    @pytest.fixture
    def requests(self) -> RequestStore:
        return MemoryRequestStore(store=MemoryStore(clock=FakeClock()))


@pytest.mark.redis
class TestRedisRequestStore(RequestStoreContract):
    @pytest.fixture
    def requests(self, redis: Redis) -> RequestStore:
        return RedisRequestStore(store=RedisStore(redis=redis))
