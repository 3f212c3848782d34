"""Web servers inside this process, and the ports they listen on."""

import asyncio
import errno
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager

import uvicorn
from litestar.types import ASGIApp

from demo.failures import DemoError

HOST = "127.0.0.1"


class _Server(uvicorn.Server):
    """A server that leaves the process's signals to the program it is part of."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(port: int) -> socket.socket:
    """Take the port, or say in one line why that cannot be."""
    # Named, since asyncio only turns Nagle's algorithm off where it sees TCP.
    listener = socket.socket(proto=socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        taken = error.errno == errno.EADDRINUSE
        reason = (
            "is already in use" if taken else f"cannot be used ({os.strerror(error.errno or 0)})"
        )
        raise DemoError(
            f"Port {port} {reason}. Choose others with `DEMO_PORT=9000 make demo`: "
            "it takes 9000, 9001 and 9002."
        ) from error
    return listener


def free_ports(count: int) -> list[int]:
    """Let the operating system choose ports nobody uses."""
    with ExitStack() as listeners:
        taken = [listeners.enter_context(listen(0)) for _ in range(count)]
        return [int(listener.getsockname()[1]) for listener in taken]


@asynccontextmanager
async def serving(app: ASGIApp, listener: socket.socket) -> AsyncIterator[None]:
    """Serve the application in the running loop until the block ends."""
    config = uvicorn.Config(
        app,
        access_log=False,
        proxy_headers=False,
        log_config=None,
        log_level="warning",
        ws="none",
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        # The socket listens already: whoever comes before the server is up waits in its queue.
        yield
    finally:
        server.should_exit = True
        await task
