"""Processes below a process, as the kernel or ``ps`` tells."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def workers_of(pid: int) -> list[int]:
    """Give the worker processes a server started, in the order of their ids."""
    children = _from_proc(pid) if Path("/proc/self/task").is_dir() else _from_ps(pid)
    return sorted(child for child, command in children.items() if "spawn_main" in command)


def exists(pid: int) -> bool:
    """Tell whether a process is still there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def frozen(pid: int) -> Iterator[None]:
    """Keep a process from doing anything until the block ends."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def _from_proc(pid: int) -> dict[int, str]:
    commands = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        try:
            commands[int(child)] = Path(f"/proc/{child}/cmdline").read_text()
        except FileNotFoundError:
            continue
    return commands


def _from_ps(pid: int) -> dict[int, str]:
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="],  # noqa: S607 - from PATH on purpose
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [line.split(maxsplit=2) for line in listed.stdout.splitlines()]
    return {int(row[0]): row[-1] for row in rows if row[1] == str(pid)}
