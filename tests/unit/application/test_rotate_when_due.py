"""Rotating by itself: one process of many, and only when it is time."""

import asyncio
from datetime import timedelta

import pytest

from adapters.store.memory.leases import MemoryLeases
from adapters.store.memory.store import MemoryStore
from application.keys.rotate_when_due import LEASE
from application.ports.store import StoreUnavailable
from domain.signing_algorithm import SigningAlgorithm
from tests.fakes.failing_store import Faults
from tests.fakes.leases import FailingLeases
from tests.unit.application.key_house import EVERY, KeyHouse

pytestmark = pytest.mark.anyio

RS256, ES256 = SigningAlgorithm.RS256, SigningAlgorithm.ES256


@pytest.fixture
async def keys() -> KeyHouse:
    """Give a house with a key, on the last second before it is due."""
    house = KeyHouse()
    await house.generate(RS256)
    house.clock.advance(EVERY.total_seconds() - 1)
    return house


async def test_nothing_happens_before_it_is_time(keys: KeyHouse) -> None:
    await keys.process()()
    assert len(keys.directory.records) == 1
    # Nor is anybody kept from the lease.
    assert await keys.leases.acquire(LEASE, holder="x", keep_for=timedelta(seconds=1))


async def test_without_a_rule_nothing_is_ever_rotated(keys: KeyHouse) -> None:
    keys.clock.advance(10**9)
    await keys.process(every=None)()
    assert len(keys.directory.records) == 1


async def test_when_it_is_time_a_new_key_is_published_at_once(keys: KeyHouse) -> None:
    keys.clock.advance(1)
    await keys.process()()
    assert [key.published_at for key in keys.directory.records.values()][1:] == [keys.clock.now()]
    assert keys.reloading.reloads == 1


async def test_only_the_algorithms_that_are_due_are_rotated(keys: KeyHouse) -> None:
    await keys.generate(ES256)
    keys.clock.advance(1)
    await keys.process()()
    assert [key.alg for key in keys.directory.records.values()] == [RS256, ES256, RS256]


async def test_of_many_processes_at_once_exactly_one_rotates(keys: KeyHouse) -> None:
    keys.clock.advance(1)
    keys.leases = FailingLeases(keys.leases, Faults())
    await asyncio.gather(*(keys.process()() for _ in range(20)))
    assert len(keys.directory.records) == 2


async def test_who_gets_the_lease_after_the_rotation_looks_again_and_leaves_it(
    keys: KeyHouse,
) -> None:
    keys.clock.advance(1)
    behind, released = keys.leases, asyncio.Event()

    class _Slow(MemoryLeases):
        async def acquire(self, name: str, *, holder: str, keep_for: timedelta) -> bool:
            await released.wait()
            return await behind.acquire(name, holder=holder, keep_for=keep_for)

    keys.leases = _Slow(store=MemoryStore(clock=keys.clock))
    late = keys.process()
    keys.leases = behind
    async with asyncio.TaskGroup() as group:
        group.create_task(late())
        await asyncio.sleep(0)
        await keys.process()()
        keys.clock.advance(60)
        released.set()
    assert len(keys.directory.records) == 2


async def test_the_store_being_down_rotates_nothing_and_the_next_tick_does(
    keys: KeyHouse,
) -> None:
    keys.clock.advance(1)
    behind = keys.leases
    keys.leases = FailingLeases(behind, Faults(refused=frozenset({"acquire"})))
    with pytest.raises(StoreUnavailable):
        await keys.process()()
    assert len(keys.directory.records) == 1
    keys.leases = behind
    await keys.process()()
    assert len(keys.directory.records) == 2


async def test_after_a_lost_reply_the_turn_passes_on(keys: KeyHouse) -> None:
    keys.clock.advance(1)
    faults = Faults(lost=frozenset({"acquire"}))
    working, keys.leases = keys.leases, FailingLeases(keys.leases, faults)
    unlucky = keys.process()
    with pytest.raises(StoreUnavailable):
        await unlucky()
    keys.leases = working
    await keys.process()()
    # Others find the lease taken, until it ends.
    assert len(keys.directory.records) == 1
    keys.clock.advance(60)
    await keys.process()()
    assert len(keys.directory.records) == 2
