"""A TCP proxy that breaks what passes through it, in the ways a network does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum
from random import Random

from tests.redis_process import free_port


class Lost(Enum):
    """What a :class:`Loss` takes away, before the connection is cut."""

    REQUEST = "the request, which is never executed"
    REPLY = "the whole reply to an executed request"
    HALF_REPLY = "the second half of the reply"


@dataclass
class Loss:
    """Lose something of the next ``count`` requests that hold ``matching``.

    A request that comes again, byte for byte, is let through, unless with ``repeats``.
    """

    lost: Lost
    count: int
    matching: bytes = b"EVALSHA"
    repeats: bool = False
    _seen: set[bytes] = field(default_factory=set)

    def takes(self, request: bytes) -> bool:
        """Tell whether this request is one to lose, and count it."""
        if self.count == 0 or self.matching not in request:
            return False
        if request in self._seen and not self.repeats:
            return False
        self._seen.add(request)
        self.count -= 1
        return True


class FaultProxy:
    """Stands before a server on the loopback interface; passes everything until told not to."""

    def __init__(self, upstream_port: int, *, seed: int = 0) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.upstream_port = upstream_port
        self.latency = (0.0, 0.0)
        self.blackhole = False
        self.loss: Loss | None = None
        self.links: set[Link] = set()
        self._random = Random(seed)  # noqa: S311 - repeatable delays, no secrets
        self._server: asyncio.Server | None = None

    async def refuse(self) -> None:
        """Refuse new connections and cut those there are."""
        if self._server is not None:
            self._server.close()
            self.cut()
            await self._server.wait_closed()
            self._server = None

    def cut(self) -> None:
        """Reset every connection."""
        for link in list(self.links):
            link.cut()

    async def heal(self) -> None:
        """Pass everything again, except through a connection that has lost something."""
        self.latency, self.loss = (0.0, 0.0), None
        if self.blackhole:
            self.blackhole = False
            self.cut()
        await self.listen()

    def delay(self) -> float:
        """Give the time the next reply takes."""
        return self._random.uniform(*self.latency)

    async def listen(self) -> None:
        """Accept connections, on the same port as ever."""
        if self._server is None:
            loop = asyncio.get_running_loop()
            self._server = await loop.create_server(
                lambda: Link(self).client, "127.0.0.1", self.port
            )


@asynccontextmanager
async def fault_proxy(upstream_port: int) -> AsyncIterator[FaultProxy]:
    """Give a proxy that listens, and end it with all its connections."""
    proxy = FaultProxy(upstream_port)
    await proxy.listen()
    try:
        yield proxy
    finally:
        await proxy.refuse()


class Link:
    """One connection through the proxy: what the client sends, and what the server answers."""

    def __init__(self, proxy: FaultProxy) -> None:
        self._proxy = proxy
        self.client = _Side(self, self._connected, self._relay_request)
        self._server = _Side(self, lambda: None, self._relay_reply)
        self._dialling: asyncio.Task[None] | None = None
        self._next_reply: Lost | None = None
        self._due = 0.0

    def cut(self) -> None:
        """Reset both ends."""
        self._proxy.links.discard(self)
        if self._dialling:
            self._dialling.cancel()
        self.client.abort()
        self._server.abort()

    def _connected(self) -> None:
        self._proxy.links.add(self)
        self.client.hold(back=True)
        self._dialling = asyncio.get_running_loop().create_task(self._dial())

    async def _dial(self) -> None:
        loop, port = asyncio.get_running_loop(), self._proxy.upstream_port
        try:
            await loop.create_connection(lambda: self._server, "127.0.0.1", port)
        except OSError:
            self.cut()
        else:
            self.client.hold(back=False)

    def _relay_request(self, data: bytes) -> None:
        if self._proxy.blackhole:
            return
        loss = self._proxy.loss
        if loss is not None and loss.takes(data):
            self._next_reply = loss.lost
            if loss.lost is Lost.REQUEST:
                self.cut()
        self._server.write(data)

    def _relay_reply(self, data: bytes) -> None:
        if self._proxy.blackhole:
            pass
        elif self._next_reply is Lost.REPLY:
            self.cut()
        elif self._next_reply is Lost.HALF_REPLY:
            self.client.write(data[: len(data) // 2])
            self.client.close()
        else:
            # Replies keep their order, whatever the delay of each.
            loop = asyncio.get_running_loop()
            self._due = max(loop.time() + self._proxy.delay(), self._due + 1e-6)
            loop.call_at(self._due, self.client.write, data)


@dataclass(eq=False)
class _Side(asyncio.Protocol):
    """One end of a link."""

    link: Link
    connected: Callable[[], None]
    received: Callable[[bytes], None]
    transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.connected()

    def data_received(self, data: bytes) -> None:
        """Hand on what came."""
        self.received(data)

    def connection_lost(self, _exc: Exception | None) -> None:
        """Take the other end down as well."""
        self.transport = None
        self.link.cut()

    def write(self, data: bytes) -> None:
        if self.transport is not None:
            self.transport.write(data)

    def close(self) -> None:
        if self.transport is not None:
            self.transport.close()

    def abort(self) -> None:
        if self.transport is not None:
            self.transport.abort()

    def hold(self, *, back: bool) -> None:
        if self.transport is not None:
            (self.transport.pause_reading if back else self.transport.resume_reading)()
