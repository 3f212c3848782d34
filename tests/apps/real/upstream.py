"""What stands behind a proxy: an application that knows people by the headers of requests."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.e2e.discord_server import HOST


class _Echo(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Answer with the headers that came, by their names in small letters."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = json.dumps(headers).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - their name
        """Keep still."""


@contextmanager
def upstream() -> Iterator[str]:
    """Run the application until the block ends, and give its host and port."""
    with ThreadingHTTPServer((HOST, 0), _Echo) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"{HOST}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
