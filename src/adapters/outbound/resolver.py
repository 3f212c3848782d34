"""The system's resolver, kept apart from that of everything else."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Sequence
from functools import partial
from threading import Thread


def look_up(host: str) -> Sequence[str]:
    """Ask the system for all addresses of a name, and block until it answers."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class SystemResolver:
    """Looks each name up in a thread of its own, and never twice at once.

    The loop's own few threads resolve Discord's name too: lookups of a dead name, which nothing
    can interrupt, would hold them for many seconds each.
    """

    def __init__(self, look_up: Callable[[str], Sequence[str]] = look_up) -> None:
        self._look_up = look_up
        self._under_way: dict[str, asyncio.Future[Sequence[str]]] = {}

    async def __call__(self, host: str) -> Sequence[str]:
        """Give the addresses, or raise what the system says."""
        answer = self._under_way.get(host)
        if answer is None:
            loop = asyncio.get_running_loop()
            answer = self._under_way[host] = loop.create_future()
            answer.add_done_callback(partial(self._forget, host))
            # Of a daemon the end of the process does not wait.
            Thread(target=self._run, args=(loop, host, answer), daemon=True).start()
        # Who no longer waits must not end the wait of others.
        return await asyncio.shield(answer)

    def _forget(self, host: str, answer: "asyncio.Future[Sequence[str]]") -> None:
        del self._under_way[host]
        # Looked at, or the loop would complain of a fault that nobody waited for any more.
        answer.exception()

    def _run(
        self,
        loop: asyncio.AbstractEventLoop,
        host: str,
        answer: "asyncio.Future[Sequence[str]]",
    ) -> None:
        try:
            tell = partial(answer.set_result, self._look_up(host))
        except Exception as fault:  # noqa: BLE001 -- raised where it is waited for
            tell = partial(answer.set_exception, fault)
        # The loop may have been closed meanwhile.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(tell)
