"""What each process does about its keys while it serves, whatever goes wrong."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from application.keys.reload_keys import ReloadKeys
from application.keys.rotate_when_due import RotateWhenDue
from application.ports.keys import KeysUnusable
from domain.key_life import KeyRecord
from domain.signing_algorithm import SigningAlgorithm
from entrypoints.key_watch import KeyWatch
from tests.e2e.waiting import eventually
from tests.fakes.failing_store import Faults
from tests.fakes.keys import FakeKeyDirectory
from tests.fakes.leases import FailingLeases
from tests.unit.application.key_house import EVERY, KeyHouse

pytestmark = pytest.mark.anyio

HOUR, OFTEN = timedelta(hours=1), timedelta(milliseconds=1)
SOON = 5.0


class UseCases:
    """Those of one process."""

    def __init__(self, house: KeyHouse) -> None:
        self._reload, self._rotate = ReloadKeys(keys=house.reloading), house.process()

    @property
    def reload_keys(self) -> Callable[[], ReloadKeys]:
        return lambda: self._reload

    @property
    def rotate_when_due(self) -> Callable[[], RotateWhenDue]:
        return lambda: self._rotate


@asynccontextmanager
async def watching(house: KeyHouse, interval: timedelta | None) -> AsyncIterator[KeyWatch]:
    watch = KeyWatch(use_cases=UseCases(house), interval=interval, jitter=lambda: 0.5)
    await watch.start()
    try:
        yield watch
    finally:
        await watch.stop()


@pytest.fixture
def house() -> KeyHouse:
    return KeyHouse()


def reloads(house: KeyHouse, number: int) -> Callable[[], Awaitable[bool]]:
    async def check() -> bool:
        return house.reloading.reloads >= number

    return check


@pytest.mark.parametrize("interval", [None, HOUR])
async def test_it_looks_once_at_the_start(house: KeyHouse, interval: timedelta | None) -> None:
    async with watching(house, interval):
        assert house.reloading.reloads == 1


async def test_it_looks_again_and_again(house: KeyHouse) -> None:
    async with watching(house, OFTEN):
        await eventually(reloads(house, 10), "ten looks", within=SOON)


async def test_it_can_be_woken_as_often_as_one_likes(house: KeyHouse) -> None:
    async with watching(house, HOUR) as watch:
        for number in (2, 3, 4):
            watch.wake()
            await eventually(reloads(house, number), "it looks at once", within=SOON)


def told(lines: Sequence[Mapping[str, object]]) -> list[tuple[object, ...]]:
    return [(line["event"], line["log_level"], line.get("reason")) for line in lines]


async def test_that_it_was_woken_and_looked_is_told_each_time(house: KeyHouse) -> None:
    with capture_logs() as lines:
        async with watching(house, HOUR) as watch:
            for number in (2, 3):
                watch.wake()
                await eventually(reloads(house, number), "it looks at once", within=SOON)
    assert told(lines) == [("keys_reloaded", "info", None)] * 2


async def test_that_it_looks_by_itself_is_not_told(house: KeyHouse) -> None:
    with capture_logs() as lines:
        async with watching(house, OFTEN):
            await eventually(reloads(house, 3), "three looks", within=SOON)
    assert lines == []


async def test_woken_for_keys_that_are_broken_it_does_not_say_that_it_took_them(
    house: KeyHouse,
) -> None:
    house.reloading.takes_all = False
    with capture_logs() as lines:
        async with watching(house, HOUR) as watch:
            watch.wake()
            await eventually(reloads(house, 2), "it looks at once", within=SOON)
    reason = "a file or the directory cannot be used: see keys_unusable above"
    assert told(lines) == [("keys_not_reloaded", "warning", reason)]


async def test_without_a_directory_waking_it_says_what_a_restart_is_for(house: KeyHouse) -> None:
    with capture_logs() as lines:
        async with watching(house, None) as watch:
            watch.wake()
    assert house.reloading.reloads == 1
    reason = "JWT_PRIVATE_KEY_FILE is read at the start only"
    assert told(lines) == [("keys_not_reloaded", "warning", reason)]


async def test_it_rotates_what_is_due(house: KeyHouse) -> None:
    await house.generate(SigningAlgorithm.RS256)
    house.clock.advance(EVERY.total_seconds())

    async def rotated() -> bool:
        return len(house.directory.records) == 2

    async with watching(house, OFTEN):
        await eventually(rotated, "it rotates", within=SOON)


class Unusable(FakeKeyDirectory):
    """A directory with a broken file in it."""

    async def all(self) -> Sequence[KeyRecord]:
        raise KeysUnusable("the file x.json is broken")


class Unthought(FakeKeyDirectory):
    """A directory with a fault nobody thought of."""

    async def all(self) -> Sequence[KeyRecord]:
        raise RuntimeError("unthought of")


async def due_without_a_store() -> KeyHouse:
    house = KeyHouse()
    await house.generate(SigningAlgorithm.RS256)
    house.clock.advance(EVERY.total_seconds())
    house.leases = FailingLeases(house.leases, Faults(refused=frozenset({"acquire"})))
    return house


def with_directory(directory: FakeKeyDirectory) -> KeyHouse:
    house = KeyHouse()
    house.directory = directory
    return house


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("store", "the store does not answer (acquire was refused)"),
        ("file", "JWT_KEYS_DIR: the file x.json is broken"),
    ],
)
async def test_what_goes_wrong_is_told_once_and_it_goes_on(kind: str, reason: str) -> None:
    house = await due_without_a_store() if kind == "store" else with_directory(Unusable())
    with capture_logs() as lines:
        async with watching(house, OFTEN):
            await eventually(reloads(house, 4), "it goes on", within=SOON)
    assert [(line["event"], line["log_level"], line["reason"]) for line in lines] == [
        ("keys_not_rotated", "error", reason)
    ]


async def test_what_nobody_thought_of_is_logged_and_it_goes_on() -> None:
    house = with_directory(Unthought())
    with capture_logs() as lines:
        async with watching(house, OFTEN):
            await eventually(reloads(house, 4), "it goes on", within=SOON)
    assert {(line["event"], line["log_level"]) for line in lines} == {
        ("keys_not_looked_at", "error")
    }


async def test_without_a_rule_a_broken_directory_is_left_to_the_reload() -> None:
    await with_directory(Unusable()).process(every=None)()
