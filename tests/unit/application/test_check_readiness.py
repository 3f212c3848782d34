"""Ready while the store answers, and also while a key file is broken (F-33)."""

import pytest

from adapters.store.memory.store import MemoryStore
from application.check_readiness import CheckReadiness, Readiness
from tests.fakes.clock import FakeClock
from tests.fakes.failing_store import FailingStore
from tests.fakes.keys import FakeHealth

pytestmark = pytest.mark.anyio


async def test_it_is_ready_while_the_store_answers() -> None:
    check = CheckReadiness(store=MemoryStore(clock=FakeClock()), health=[FakeHealth()])
    assert await check() == Readiness(reason=None, warnings=())


async def test_it_is_not_ready_while_the_store_does_not() -> None:
    readiness = await CheckReadiness(store=FailingStore(), health=[FakeHealth()])()
    assert "the store does not answer" in str(readiness.reason)


async def test_it_stays_ready_with_a_broken_key_file_and_says_so() -> None:
    health = FakeHealth("a file is broken")
    check = CheckReadiness(store=MemoryStore(clock=FakeClock()), health=[health])
    assert await check() == Readiness(reason=None, warnings=("a file is broken",))
