"""What each process does about the rules while it serves: take up what the operator changed."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import structlog

from application.reload_rulebook import ReloadRulebook

_log = structlog.get_logger("guildpass.rules")
_INTERVAL = 2.0
_LOOKS_BETWEEN = 15

_Look = tuple[int, int, int] | None


class RulesWatch:
    """A task that looks at the file every few seconds, and reads it once it has settled.

    A file that is still being written may be good as far as it goes, and lack half of the
    applications: it is read when two looks in a row found it alike. ``wake`` reads at once.
    """

    def __init__(
        self,
        *,
        reload_rulebook: Callable[[], ReloadRulebook],
        path: str | None,
        interval: float = _INTERVAL,
    ) -> None:
        self._reload_rulebook = reload_rulebook
        self._path = Path(path) if path else None
        self._interval = interval
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin, with the rules of the start in force."""
        # The file may have changed since they were read: it is read once more when it has settled.
        self._read: _Look = None
        self._seen = self._look()
        self._is_good = True
        self._quiet = 0
        self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Read everything again at once, secrets in files included."""
        self._woken.set()

    async def stop(self) -> None:
        """End the task."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), self._interval)
            if self._is_due():
                await self._reload()

    def _is_due(self) -> bool:
        seen = self._look()
        settled, self._seen = seen == self._seen, seen
        if self._woken.is_set():
            self._woken.clear()
            return True
        # What was wrong may be mended elsewhere, in a file of a secret or by a key; but to find a
        # fault again takes a while, and nothing has changed in this file.
        self._quiet = 0 if self._is_good else self._quiet + 1
        again = self._quiet >= _LOOKS_BETWEEN
        return settled and (seen != self._read or again)

    async def _reload(self) -> None:
        self._read, self._quiet, self._is_good = self._seen, 0, False
        try:
            self._is_good = await self._reload_rulebook()()
        except Exception:  # noqa: BLE001 - logged, and the task must outlive it for the next look
            _log.exception("rules_not_looked_at")

    def _look(self) -> _Look:
        if self._path is None:
            return None
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino
