"""Ready while the store answers."""

import pytest

from adapters.store.memory.store import MemoryStore
from application.check_readiness import CheckReadiness
from tests.fakes.clock import FakeClock
from tests.fakes.failing_store import FailingStore

pytestmark = pytest.mark.anyio


async def test_it_is_ready_while_the_store_answers() -> None:
    assert await CheckReadiness(store=MemoryStore(clock=FakeClock()))() is None


async def test_it_is_not_ready_while_the_store_does_not() -> None:
    assert "the store does not answer" in str(await CheckReadiness(store=FailingStore())())
