"""Programs of others, each in a directory of its own, and what they say."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.discord_server import HOST
from tests.e2e.waiting import wait_until

VENV = Path(__file__).parents[2] / ".venv-apps"
PYTHON = str(VENV / "bin" / "python")
STARTS_WITHIN = 60.0
STOPS_WITHIN = 15.0


class Program:
    """One running program; its output lies in a file of its directory."""

    def __init__(
        self, command: Sequence[str | Path], directory: Path, environment: Mapping[str, str]
    ) -> None:
        self._output = directory / "output"
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(  # noqa: S603 - a program the tests are about
                command,
                cwd=directory,
                env={"PATH": os.environ["PATH"], "HOME": str(directory), **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        """What it said so far."""
        return self._output.read_text(errors="replace")

    def listens(self, port: int) -> bool:
        """Tell whether somebody takes connections there; the program must still run."""
        assert self._process.poll() is None, self.output
        with socket.socket() as knock:
            return knock.connect_ex((HOST, port)) == 0

    def end(self) -> None:
        """End it with every process it started."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()


@contextmanager
def running(
    command: Sequence[str | Path],
    directory: Path,
    port: int,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Program]:
    """Run a program until the block ends; it listens on ``port`` when the block begins."""
    program = Program(command, directory, environment or {})
    try:
        wait_until(lambda: program.listens(port), f"{command[0]} listens", within=STARTS_WITHIN)
        yield program
    finally:
        program.end()
