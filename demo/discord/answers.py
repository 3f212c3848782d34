"""Answers a test prepares in place of the simulator's own, slow and broken ones included."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

from litestar.types import HTTPResponseBodyEvent, HTTPResponseStartEvent, Receive, Send

_FILLER = b" " * 4096


class _ClientGoneError(Exception):
    """The client closed the connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One prepared answer; ``json`` takes the place of ``body``.

    ``delay`` and ``drip`` are seconds: before the answer, and between single bytes. ``hang`` never
    answers, ``endless`` never ends. All four need a real server, which sees the client leave.
    """

    status: int = 200
    json: object = None
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0
    hang: bool = False
    endless: bool = False

    def content(self) -> bytes:
        """Give the bytes of the body."""
        return self.body if self.json is None else json.dumps(self.json).encode()

    def all_headers(self) -> list[tuple[bytes, bytes]]:
        """Give the headers, the length unless it is unknown; the prepared ones win."""
        headers = {"content-type": self.content_type}
        if not (self.drip or self.endless):
            headers["content-length"] = str(len(self.content()))
        headers |= {name.lower(): value for name, value in self.headers.items()}
        return [
            (name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()
        ]

    async def chunks(self) -> AsyncIterator[bytes]:
        """Give the body in the pieces it is sent in."""
        if not self.drip:
            yield self.content()
        for byte in self.content() if self.drip else b"":
            yield bytes([byte])
            await asyncio.sleep(self.drip)
        while self.endless:
            yield _FILLER[:1] if self.drip else _FILLER
            await asyncio.sleep(self.drip)


async def send_answer(answer: Answer, receive: Receive, send: Send) -> None:
    """Send a prepared answer (ASGI HTTP), or as much of it as the client stays for."""
    try:
        async with asyncio.TaskGroup() as group:
            watch = group.create_task(_watch_client(receive))
            await _send(answer, send)
            watch.cancel()
    except* _ClientGoneError:
        pass


async def _watch_client(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    raise _ClientGoneError


async def _send(answer: Answer, send: Send) -> None:
    await asyncio.sleep(answer.delay)
    if answer.hang:
        await asyncio.Event().wait()
    start: HTTPResponseStartEvent = {
        "type": "http.response.start",
        "status": answer.status,
        "headers": answer.all_headers(),
    }
    await send(start)
    async for chunk in answer.chunks():
        await send(_body(chunk, more_body=True))
    await send(_body(b"", more_body=False))


def _body(chunk: bytes, *, more_body: bool) -> HTTPResponseBodyEvent:
    return {"type": "http.response.body", "body": chunk, "more_body": more_body}
