"""The application people come back to: takes the answer, and sends them on to another origin."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from litestar.enums import ScopeType
from litestar.types import Receive, Scope, Send

from demo.servers import HOST, listen, serving

_HOME = b"""<!doctype html><html lang="en"><title>Home</title><main><h1>Here you are</h1></main>"""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came to the callback: how, from which origin, with which parameters."""

    method: str
    parameters: dict[str, str]
    origin: str | None


@dataclass
class Application:
    """``/callback`` at one name of this host, and ``/home`` at another, which is another origin."""

    port: int
    answers: dict[str, list[Answer]] = field(default_factory=dict)

    @property
    def callback(self) -> str:
        """The redirect URI; for a browser another site than the provider's."""
        return f"http://localhost:{self.port}/callback"

    @property
    def home(self) -> str:
        """Where people end up; Chromium holds this step, too, against ``form-action``."""
        return f"http://{HOST}:{self.port}/home"

    @property
    def bye(self) -> str:
        """The address for after signing out; it leads home as the other does."""
        return f"http://localhost:{self.port}/bye"

    def answer_to(self, state: str) -> Answer:
        """Give the one answer to this request."""
        (answer,) = self.answers[state]
        return answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve both (ASGI)."""
        assert scope["type"] == ScopeType.HTTP
        if scope["path"] in {"/callback", "/bye"}:
            query = scope["query_string"] if scope["method"] == "GET" else await _body(receive)
            pairs = parse_qsl(query.decode(), keep_blank_values=True, strict_parsing=True)
            answer = Answer(
                method=scope["method"],
                parameters=dict(pairs),
                origin=dict(scope["headers"]).get(b"origin", b"").decode() or None,
            )
            assert len(answer.parameters) == len(pairs)
            self.answers.setdefault(answer.parameters["state"], []).append(answer)
            location = f"{self.home}?{urlencode({'state': answer.parameters['state']})}"
            await _send(send, 303, b"", (b"location", location.encode()))
        elif scope["path"] == "/home":
            await _send(send, 200, _HOME, (b"content-type", b"text/html; charset=utf-8"))
        else:
            await _send(send, 404, b"", (b"content-type", b"text/plain"))


@asynccontextmanager
async def running_application() -> AsyncIterator[Application]:
    """Serve it in the running loop until the block ends."""
    with listen(0) as listener:
        application = Application(port=listener.getsockname()[1])
        async with serving(application, listener):
            yield application


async def _body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        assert message["type"] == "http.request"
        body += message["body"]
        more = message["more_body"]
    return body


async def _send(send: Send, status: int, body: bytes, header: tuple[bytes, bytes]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [header]})
    await send({"type": "http.response.body", "body": body, "more_body": False})
