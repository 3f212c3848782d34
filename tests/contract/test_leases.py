"""The contract of ``Leases``, on every adapter."""

import asyncio
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from adapters.store.memory.leases import MemoryLeases
from adapters.store.memory.store import MemoryStore
from adapters.store.redis.leases import RedisLeases
from adapters.store.redis.store import RedisStore
from application.ports.leases import Leases
from tests.contract.entities import KEEP_FOR
from tests.e2e.waiting import eventually
from tests.fakes.clock import FakeClock
from tests.fakes.failing_store import Faults
from tests.fakes.leases import FailingLeases

pytestmark = pytest.mark.anyio


async def take(leases: Leases, holder: str, *, name: str = "a") -> bool:
    return await leases.acquire(name, holder=holder, keep_for=KEEP_FOR)


class LeasesContract:
    async def test_the_first_gets_it_and_nobody_else(self, leases: Leases) -> None:
        assert await take(leases, "one")
        assert not await take(leases, "two")
        assert not await take(leases, "")

    async def test_its_holder_gets_it_again(self, leases: Leases) -> None:
        assert [await take(leases, "one") for _ in range(3)] == [True] * 3

    async def test_other_names_are_other_leases(self, leases: Leases) -> None:
        names = ["a", "A", "a:b", "a ", "", "\N{SNOWMAN}", "a*", "{a}"]
        for number, name in enumerate(names):
            assert await take(leases, f"{number}", name=name)
        assert not await take(leases, "x", name="a:b")

    async def test_of_many_at_once_one_gets_it(self, leases: Leases) -> None:
        taken = await asyncio.gather(*(take(leases, f"{number}") for number in range(30)))
        assert sorted(taken) == [False] * 29 + [True]


class TestMemoryLeases(LeasesContract):
    @pytest.fixture
    def clock(self) -> FakeClock:
        return FakeClock()

    @pytest.fixture
    def leases(self, clock: FakeClock) -> Leases:
        return MemoryLeases(store=MemoryStore(clock=clock))

    async def test_it_ends_by_itself_and_asking_again_does_not_prolong_it(
        self, leases: Leases, clock: FakeClock
    ) -> None:
        assert await take(leases, "one")
        clock.advance(KEEP_FOR.total_seconds() - 1)
        assert await take(leases, "one")
        clock.advance(1)
        assert await take(leases, "two")
        assert not await take(leases, "one")


class TestFailingLeases(LeasesContract):
    @pytest.fixture
    def leases(self) -> Leases:
        return FailingLeases(MemoryLeases(store=MemoryStore(clock=FakeClock())), Faults())


@pytest.mark.redis
class TestRedisLeases(LeasesContract):
    @pytest.fixture
    def leases(self, redis: Redis) -> Leases:
        return RedisLeases(store=RedisStore(redis=redis))

    async def test_it_ends_by_itself_and_asking_again_does_not_prolong_it(
        self, leases: Leases, redis: Redis
    ) -> None:
        assert await leases.acquire("a", holder="one", keep_for=timedelta(seconds=1))
        assert await take(leases, "one")
        assert 0 < await redis.pttl("lease:a") <= 1000

        async def free() -> bool:
            return await take(leases, "two")

        await eventually(free, "the lease has ended", within=5)
        assert not await take(leases, "one")
