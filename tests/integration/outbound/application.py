"""An application that is served for real, and answers as badly as a test wants."""

import asyncio
import ssl
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from tests.conformance.certificates import TlsFiles

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]
HOST = "127.0.0.1"
_FOR_EVER = 600


@dataclass(frozen=True, kw_only=True)
class Request:
    """What arrived."""

    line: str
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> list[tuple[str, str]]:
        """Give the fields of the body."""
        return parse_qsl(self.body.decode(), keep_blank_values=True, strict_parsing=True)


def status(code: int, *headers: str, body: bytes = b"") -> Answer:
    """Answer with a status."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        head = [f"HTTP/1.1 {code} Whatever", f"Content-Length: {len(body)}", *headers, "", ""]
        writer.write("\r\n".join(head).encode() + body)
        await writer.drain()

    return answer


def raw(content: bytes) -> Answer:
    """Answer with these bytes and hang up."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(content)
        await writer.drain()

    return answer


async def hang(_: asyncio.StreamWriter) -> None:
    """Never answer."""
    await asyncio.sleep(_FOR_EVER)


async def reset(writer: asyncio.StreamWriter) -> None:
    """Break the connection."""
    writer.transport.abort()


def drip(content: bytes, then: bytes = b" ") -> Answer:
    """Answer one byte at a time, without end."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(content)
        while True:
            writer.write(then)
            await writer.drain()
            await asyncio.sleep(0.02)

    return answer


async def flood(writer: asyncio.StreamWriter) -> None:
    """Send a body without end, as fast as it is read."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n")
    while True:
        writer.write(b"x" * 65_536)
        await writer.drain()


@dataclass(kw_only=True)
class Application:
    """Answers in the order of ``answers``, and from then on as ``then``."""

    port: int = 0
    answers: deque[Answer] = field(default_factory=deque)
    then: Answer = field(default_factory=lambda: status(200))
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    open: int = 0
    most_open: int = 0
    names: list[str | None] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one request."""
        self.connections += 1
        with self._counted():
            try:
                self.requests.append(await _request(reader))
                await (self.answers.popleft() if self.answers else self.then)(writer)
            except (OSError, asyncio.IncompleteReadError):
                pass
            finally:
                writer.close()

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            yield
        finally:
            self.open -= 1


async def _request(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    line, *rest = head.strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (h.partition(":") for h in rest)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Request(line=line, headers=headers, body=body)


@asynccontextmanager
async def running(tls: TlsFiles | None = None, host: str = HOST) -> AsyncIterator[Application]:
    """Serve on a free port, until the block ends."""
    application = Application()
    under_way = set[asyncio.Task[None]]()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(application.serve(reader, writer))
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    context = None if tls is None else _context(tls, application)
    listener = await asyncio.start_server(begin, host, 0, ssl=context)
    application.port = listener.sockets[0].getsockname()[1]
    try:
        yield application
    finally:
        listener.close()
        for task in list(under_way):
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)


def _context(tls: TlsFiles, application: Application) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tls.certificate, tls.key)

    def note(_: ssl.SSLObject, name: str | None, __: ssl.SSLContext) -> None:
        application.names.append(name)

    context.sni_callback = note
    return context
