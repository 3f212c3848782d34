"""SIGHUP: reload the keys, in every process and without ending any."""

import asyncio
import signal
from collections.abc import Callable

_HANGUP = {signal.SIGHUP}


def block() -> None:
    """Let the signal wait, in this process and in all it spawns, until one listens."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _HANGUP)


def listen(wake: Callable[[], None]) -> None:
    """Take it from now on; what came in the meantime comes now."""
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, wake)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _HANGUP)


def came() -> bool:
    """Tell whether it came while it was blocked, and take it."""
    if signal.SIGHUP not in signal.sigpending():
        return False
    signal.sigwait(_HANGUP)
    return True
