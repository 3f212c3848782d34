"""What each process does about the rules while it serves: take up what the operator changed."""

from collections.abc import Callable

import structlog

from application.reload_rulebook import ReloadRulebook
from entrypoints.pulse import Pulse
from entrypoints.settings.files import Look, look_at

_log = structlog.get_logger("guildpass.rules")
_INTERVAL = 2.0
_LOOKS_BETWEEN = 15


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
        read: Look | None,
        interval: float = _INTERVAL,
        again_after: int = _LOOKS_BETWEEN,
    ) -> None:
        """``read`` is how the file looked just before the rules in force were read."""
        self._reload_rulebook = reload_rulebook
        self._path = path
        self._again_after = again_after
        self._read = self._seen = read
        self._is_good, self._quiet = True, 0
        self._pulse = Pulse(self._look, lambda: interval)

    async def start(self) -> None:
        """Begin, with the rules of the start in force."""
        self._pulse.start()

    def wake(self) -> None:
        """Read everything again at once, secrets in files included."""
        self._pulse.wake()

    async def stop(self) -> None:
        """End the task."""
        await self._pulse.stop()

    async def _look(self, *, was_woken: bool) -> None:
        if self._is_due(was_woken=was_woken):
            await self._reload()

    def _is_due(self, *, was_woken: bool) -> bool:
        seen = look_at(self._path) if self._path else None
        settled, self._seen = seen == self._seen, seen
        if was_woken:
            return True
        # What was wrong may be mended elsewhere, in a file of a secret or by a key; but to find a
        # fault again takes a while, and nothing has changed in this file.
        self._quiet = 0 if self._is_good else self._quiet + 1
        again = self._quiet >= self._again_after
        return settled and (seen != self._read or again)

    async def _reload(self) -> None:
        self._read, self._quiet, self._is_good = self._seen, 0, False
        try:
            self._is_good = await self._reload_rulebook()()
        except Exception:  # noqa: BLE001 - logged, and the task must outlive it for the next look
            _log.exception("rules_not_looked_at")
