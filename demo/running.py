"""Runs a demonstration so that every ordinary way to stop it leaves nothing behind."""

import asyncio
import signal
import sys
from collections.abc import Coroutine

from demo.failures import DemoError

# SIGHUP: a closed terminal must not leave the provider, which is a process of its own, running.
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(main: Coroutine[None, None, int], *, stopped: int) -> int:
    """Run it and give its exit code, or ``stopped`` when a signal ended it."""
    try:
        return asyncio.run(_until_signalled(main, stopped))
    except DemoError as error:
        if error.output:
            print(error.output.rstrip(), file=sys.stderr)
        print(error.line, file=sys.stderr)
        return 1


async def _until_signalled(main: Coroutine[None, None, int], stopped: int) -> int:
    task = asyncio.ensure_future(main)
    loop = asyncio.get_running_loop()

    def stop() -> None:
        # Only the first signal counts: a second one must not cut the cleaning up short.
        for number in STOP_SIGNALS:
            loop.add_signal_handler(number, lambda: None)
        task.cancel()

    for number in STOP_SIGNALS:
        loop.add_signal_handler(number, stop)
    try:
        return await task
    except asyncio.CancelledError:
        return stopped
