"""The provider as people run it: the real command in a process of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from tests.e2e.http import trusting
from tests.e2e.waiting import wait_until

COMMAND = Path(sys.executable).with_name("guildpass")
STARTS_WITHIN = 20.0
STOPS_WITHIN = 25.0


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Give the environment of a process that must see these settings and nothing else."""
    return {"PATH": os.environ.get("PATH", os.defpath), **settings}


def refused_start(settings: Mapping[str, str], directory: Path) -> str:
    """Start with settings that cannot be right, and give what it complains of: one line."""
    result = subprocess.run(  # noqa: S603 - our own command
        [COMMAND, "serve"],
        cwd=directory,
        env=environment(settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=STARTS_WITHIN,
        check=False,
    )
    assert result.returncode == 2, result
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


class Provider:
    """One ``guildpass serve``, in a directory without ``.env``; it writes into two files there."""

    def __init__(self, settings: Mapping[str, str], directory: Path) -> None:
        self.issuer = settings["ISSUER"]
        self.port = int(settings["PORT"])
        self.cert_file = settings.get("TLS_CERT_FILE")
        self.trust = trusting(self.cert_file)
        self.directory = directory
        self._stdout, self._stderr = directory / "stdout", directory / "stderr"
        with self._stdout.open("wb") as stdout, self._stderr.open("wb") as stderr:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [COMMAND, "serve"],
                cwd=directory,
                env=environment(settings),
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The process that was started."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def status_of(self, path: str) -> int:
        """Give the status of a GET, or 0 if nobody listens."""
        try:
            return httpx.get(
                self.issuer + path, trust_env=False, timeout=5, verify=self.trust
            ).status_code
        except httpx.TransportError:
            return 0

    def json_of(self, path: str) -> Any:  # noqa: ANN401 - whatever is there
        """Give the body of a GET that must be answered."""
        response = httpx.get(self.issuer + path, trust_env=False, timeout=5, verify=self.trust)
        assert response.status_code == 200
        return response.json()

    def wait_for(self, path: str, status: int, *, within: float = STARTS_WITHIN) -> None:
        """Wait for an address to answer with a status, as long as the process lives."""

        def answers() -> bool:
            assert self.running, f"ended with {self._process.returncode}: {self.output}"
            return self.status_of(path) == status

        wait_until(answers, f"{path} answers {status}", within=within)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, as an operator does."""
        self._process.send_signal(number)

    def wait(self, within: float = STOPS_WITHIN) -> int:
        """Give the exit code once it has ended."""
        return self._process.wait(within)

    def end(self) -> None:
        """End it whatever it does, with every process it started."""
        if self.running:
            self.signal(signal.SIGTERM)
            try:
                self.wait()
            except subprocess.TimeoutExpired:
                os.killpg(self.pid, signal.SIGKILL)
                self.wait()

    @property
    def output(self) -> str:
        """Everything it wrote so far, log and complaints."""
        return self._stdout.read_text() + self._stderr.read_text()

    @property
    def complaints(self) -> str:
        """What it wrote to standard error."""
        return self._stderr.read_text()

    def log(self) -> list[dict[str, Any]]:
        """Give every line of its log; each must be one JSON object."""
        lines = [json.loads(line) for line in self._stdout.read_text().splitlines()]
        assert all(isinstance(line, dict) for line in lines)
        return lines

    def events(self, name: str) -> list[dict[str, Any]]:
        """Give the log lines of one event."""
        return [line for line in self.log() if line["event"] == name]
