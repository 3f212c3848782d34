"""A small TLS web server: the applications that are told when somebody signs out."""

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue

from tests.conformance.certificates import TlsFiles

# A name, so that it has to be resolved and the certificate is held against it.
HOST = "localhost"
_ADDRESS = "127.0.0.1"
_ARRIVES_WITHIN = 10.0
# Longer than anybody waits for an answer.
_HANGS_FOR = 60.0


@dataclass(frozen=True, kw_only=True)
class Post:
    """One POST as it came in; ``headers`` by their names in small letters."""

    target: str
    headers: Mapping[str, str]
    body: bytes
    tls: str | None


@dataclass
class Application:
    """What one application is told, and the statuses it answers: the last one for good.

    Until ``answers`` is set it takes requests, and answers none.
    """

    statuses: list[HTTPStatus] = field(default_factory=lambda: [HTTPStatus.OK])
    answers: threading.Event = field(default_factory=threading.Event)
    _posts: Queue[Post] = field(default_factory=Queue)

    def __post_init__(self) -> None:
        self.answers.set()

    def next_post(self) -> Post:
        """Wait for the next POST that no test has looked at."""
        try:
            return self._posts.get(timeout=_ARRIVES_WITHIN)
        except Empty:
            raise AssertionError(f"nothing came within {_ARRIVES_WITHIN} s") from None

    @property
    def was_left_alone(self) -> bool:
        """Whether nothing has come that no test has looked at."""
        return self._posts.empty()

    def answer(self, post: Post) -> HTTPStatus:
        """Note a POST and give the status of the answer."""
        self._posts.put(post)
        self.answers.wait(_HANGS_FOR)
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]


class _Server(ThreadingHTTPServer):
    """Each connection has a thread, and its TLS is agreed on there."""

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__((_ADDRESS, 0), _Handler)
        self.socket = context.wrap_socket(
            self.socket, server_side=True, do_handshake_on_connect=False
        )
        self.applications: dict[str, Application] = {}


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    connection: ssl.SSLSocket
    timeout = _HANGS_FOR

    def do_POST(self) -> None:
        """Answer with a status and an empty body, as the certification suite does."""
        length = int(self.headers.get("content-length", "0"))
        post = Post(
            target=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length),
            tls=self.connection.version(),
        )
        application = self.server.applications.get(self.path.removeprefix("/"))
        status = application.answer(post) if application else HTTPStatus.NOT_FOUND
        self.send_response(status)
        self.send_header("Cache-Control", "no-store")
        if status is not HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class Applications:
    """All of them, by name."""

    def __init__(self, server: _Server) -> None:
        self.origin = f"https://{HOST}:{server.server_port}"
        self._known = server.applications

    def __getitem__(self, name: str) -> Application:
        return self._known.setdefault(name, Application())

    @property
    def told_too_often(self) -> list[str]:
        """The applications that were sent more than the tests waited for."""
        return [name for name, known in self._known.items() if not known.was_left_alone]


@contextmanager
def running_applications(tls: TlsFiles) -> Iterator[Applications]:
    """Serve them until the block ends."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tls.certificate, tls.key)
    with _Server(context) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="applications")
        thread.start()
        try:
            yield Applications(server)
        finally:
            server.shutdown()
            thread.join()
