"""Lookups that hang hold up nobody but who asked for that name."""

import asyncio
import gc
import threading
from collections.abc import Iterator, Sequence

import pytest

from adapters.outbound.faults import OutboundFault
from adapters.outbound.guard import Guard
from adapters.outbound.resolver import SystemResolver

pytestmark = pytest.mark.anyio

DEAD, ALIVE = "dead.example", "alive.example"
PUBLIC = ["93.184.215.14"]


class Lookups:
    """Looks names up, those of the dead one not before it is told to."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.threads: list[threading.Thread] = []
        self.released = threading.Event()

    def __call__(self, host: str) -> Sequence[str]:
        """Block, as the system does."""
        self.begun.append(host)
        self.threads.append(threading.current_thread())
        if host == DEAD:
            assert self.released.wait(30)
            raise OSError
        return PUBLIC


@pytest.fixture
def lookups() -> Iterator[Lookups]:
    """Give them, and let no thread hang after the test."""
    lookups = Lookups()
    yield lookups
    lookups.released.set()


async def test_the_system_gives_each_address_once() -> None:
    resolver = SystemResolver()
    assert list(await resolver("127.0.0.1")) == ["127.0.0.1"]
    assert list(await resolver("::1")) == ["::1"]


async def test_a_dead_name_takes_one_thread_however_often_it_is_asked_for(
    lookups: Lookups,
) -> None:
    resolver = SystemResolver(lookups)
    guard = Guard(allowed_hosts=frozenset(), resolve=resolver, deadline=0.02)
    for _ in range(50):
        with pytest.raises(OutboundFault):
            await guard.addresses_of(DEAD)
    assert await guard.addresses_of(ALIVE) == PUBLIC
    assert lookups.begun == [DEAD, ALIVE]


async def test_who_gives_up_does_not_end_the_wait_of_others(lookups: Lookups) -> None:
    resolver = SystemResolver(lookups)
    impatient, patient = (asyncio.create_task(resolver(DEAD)) for _ in range(2))
    await asyncio.wait([impatient, patient], timeout=0.02)
    impatient.cancel()
    lookups.released.set()
    with pytest.raises(OSError):  # noqa: PT011 -- the system's, without words
        await patient
    assert lookups.begun == [DEAD]


async def test_a_late_fault_that_nobody_waits_for_is_no_fault_of_ours(lookups: Lookups) -> None:
    told = list[object]()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: told.append(context))
    resolver = SystemResolver(lookups)
    task = asyncio.create_task(resolver(DEAD))
    await asyncio.wait([task], timeout=0.02)
    task.cancel()
    await asyncio.wait([task])
    lookups.released.set()
    lookups.threads[0].join(5)
    del task
    # Twice round the loop: the answer, and what follows it.
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gc.collect()
    loop.set_exception_handler(None)
    assert told == []


async def test_each_answer_is_used_once_and_the_next_question_asked_anew(
    lookups: Lookups,
) -> None:
    resolver = SystemResolver(lookups)
    for _ in range(2):
        assert await resolver(ALIVE) == PUBLIC
    assert lookups.begun == [ALIVE, ALIVE]


async def test_a_fault_is_told_to_who_asked() -> None:
    resolver = SystemResolver()
    with pytest.raises(UnicodeError):
        await resolver("x" * 64 + ".example")
