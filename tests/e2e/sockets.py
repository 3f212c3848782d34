"""Bytes on a raw connection, for what no HTTP client would send."""

import socket

from tests.e2e.discord_server import HOST
from tests.e2e.provider import Provider

_PATIENCE = 10.0


def connected(provider: Provider) -> socket.socket:
    """Open a connection."""
    return socket.create_connection((HOST, provider.port), timeout=_PATIENCE)


def exchange(provider: Provider, *pieces: bytes, half_close: bool = False) -> bytes:
    """Send bytes and give everything that comes back until the server closes.

    A server that neither answers nor closes is a failure: the read times out.
    """
    with connected(provider) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
            if half_close:
                connection.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            # The server has said what it had to say, and closed.
            pass
        return received(connection)


def received(connection: socket.socket) -> bytes:
    """Read until the server closes."""
    answer = b""
    while True:
        try:
            chunk = connection.recv(65_536)
        except ConnectionResetError:
            return answer
        if not chunk:
            return answer
        answer += chunk


def status_in(answer: bytes) -> int | None:
    """Give the status of an answer, or None if the connection was closed without one."""
    return int(answer.split(b" ", 2)[1]) if answer else None
