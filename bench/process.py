"""Processes of the benchmark: started with these settings only, ended with the block."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

SCRIPTS = Path(sys.executable).parent
_READY_WITHIN = 20.0
_STOPS_WITHIN = 20.0
_PAUSE = 0.002


class NotReadyError(Exception):
    """A process ended, or took too long, before it answered."""


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator[int]:
    """Run a command, its output in a file, and give its process id."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=log.parent,
            env={"PATH": os.environ.get("PATH", os.defpath), **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(_STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(url: str) -> None:
    """Return as soon as an address answers 200."""
    deadline = time.monotonic() + _READY_WITHIN
    with httpx.Client(trust_env=False, timeout=2) as http:
        while time.monotonic() < deadline:
            try:
                if http.get(url).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            time.sleep(_PAUSE)
    raise NotReadyError(f"{url} did not answer within {_READY_WITHIN:.0f} seconds")


def resident_megabytes(pid: int) -> float:
    """Give VmRSS (Linux; elsewhere not a number)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return float("nan")
    fields = dict(line.split(":", 1) for line in status.splitlines())
    return int(fields["VmRSS"].split()[0]) * 1024 / 1e6


def cpu_seconds(pid: int) -> float:
    """Give the time spent on the processor so far (Linux; elsewhere not a number)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return float("nan")
    # After the name in brackets: utime and stime are fields 14 and 15 (proc(5)).
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
