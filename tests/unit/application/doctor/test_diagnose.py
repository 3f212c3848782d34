"""Everything is examined at once, in bounded time, and said in one order."""

import asyncio

import pytest

from application.doctor.check import Check, Examination, ok
from application.doctor.diagnose import Diagnose
from tests.unit.application.doctor.lines import lines_of

pytestmark = pytest.mark.anyio


class Waiting(Examination):
    """Ends when another one has begun."""

    def __init__(self, name: str, mine: asyncio.Event, other: asyncio.Event) -> None:
        self.name = name
        self._mine, self._other = mine, other

    async def __call__(self) -> list[Check]:
        self._mine.set()
        await self._other.wait()
        return [ok(self.name, "met")]


class Broken(Examination):
    """Has a fault of its own."""

    name = "broken"

    async def __call__(self) -> list[Check]:
        raise ZeroDivisionError("a secret")


class Diagnosis(Examination):
    """All of them as one, for their lines."""

    name = "all"

    def __init__(self, *examinations: Examination, patience: float) -> None:
        self._diagnose = Diagnose(examinations=examinations, patience=patience)

    async def __call__(self) -> list[Check]:
        return await self._diagnose()


async def test_examinations_run_at_once_and_are_said_in_order() -> None:
    first, second = asyncio.Event(), asyncio.Event()
    both = (Waiting("a", first, second), Waiting("b", second, first))
    assert await lines_of(Diagnosis(*both, patience=5)) == ["ok a: met", "ok b: met"]


async def test_one_that_does_not_end_or_is_broken_does_not_keep_the_others_from_speaking() -> None:
    begun, never = asyncio.Event(), asyncio.Event()
    begun.set()
    examinations = (Waiting("slow", never, asyncio.Event()), Broken(), Waiting("c", begun, begun))
    assert await lines_of(Diagnosis(*examinations, patience=0.01)) == [
        "failed slow: no answer within 0.01 seconds",
        "failed broken: the examination itself failed (ZeroDivisionError)",
        "ok c: met",
    ]
