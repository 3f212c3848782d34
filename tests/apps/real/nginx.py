"""One nginx with one server of an operator's, below a directory and without privileges."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.apps.programs import running
from tests.e2e.discord_server import HOST

_CONFIGURATION = """\
daemon off;
master_process off;
pid nginx.pid;
error_log stderr;
events {}
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxied;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    server {
        listen ADDRESS;
        include server.conf;
    }
}
"""


@contextmanager
def serving(nginx: Path, directory: Path, port: int, server: str) -> Iterator[None]:
    """Serve with this text in the block of the server, until ours ends."""
    configuration = _CONFIGURATION.replace("ADDRESS", f"{HOST}:{port}")
    (directory / "nginx.conf").write_text(configuration, encoding="utf-8")
    (directory / "server.conf").write_text(server, encoding="utf-8")
    command = [str(nginx), "-p", str(directory), "-c", "nginx.conf", "-e", "stderr"]
    with running(command, directory, port):
        yield
