"""A task that looks at something again and again, for as long as the process serves."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol


class Looks(Protocol):
    """What is done at each beat; it outlives what goes wrong by itself."""

    async def __call__(self, *, was_woken: bool) -> None:
        """Look, by itself or because somebody wants it."""


class Pulse:
    """Calls ``look`` after each ``pause``, in seconds, or at once when it is woken."""

    def __init__(self, look: Looks, pause: Callable[[], float]) -> None:
        self._look = look
        self._pause = pause
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the loop that runs."""
        self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Look at once."""
        self._woken.set()

    async def stop(self) -> None:
        """End the task, if it was begun."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), self._pause())
            was_woken = self._woken.is_set()
            self._woken.clear()
            await self._look(was_woken=was_woken)
