"""Waiting for what is going to be, with a deadline and never for a fixed time."""

import time
from collections.abc import Awaitable, Callable

import anyio

_PAUSE = 0.02


def wait_until(holds: Callable[[], bool], what: str, *, within: float) -> None:
    """Look again and again; fail when the time is over."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, f"not within {within} s: {what}"
        time.sleep(_PAUSE)


async def eventually(holds: Callable[[], Awaitable[bool]], what: str, *, within: float) -> None:
    """Look again and again while other tasks go on; fail when the time is over."""
    deadline = time.monotonic() + within
    while not await holds():
        assert time.monotonic() < deadline, f"not within {within} s: {what}"
        await anyio.sleep(_PAUSE)
