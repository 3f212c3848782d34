"""What each process does about its keys while it serves: reload them, rotate them when due."""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

import structlog

from application.keys.reload_keys import ReloadKeys
from application.keys.rotate_when_due import RotateWhenDue
from application.ports.keys import KeysUnusable
from application.ports.store import StoreUnavailable
from entrypoints.pulse import Pulse

_log = structlog.get_logger("guildpass.keys")
# Of the interval: never more than it promises, and not all processes at once.
_JITTER = 0.1


class KeyUseCases(Protocol):
    """What it calls."""

    @property
    def reload_keys(self) -> Callable[[], ReloadKeys]:
        """Take up what has changed."""

    @property
    def rotate_when_due(self) -> Callable[[], RotateWhenDue]:
        """Rotate what has become too old."""


class KeyWatch:
    """A task that lives as long as the process; without an interval there is none."""

    def __init__(
        self, *, use_cases: KeyUseCases, interval: timedelta | None, jitter: Callable[[], float]
    ) -> None:
        self._use_cases = use_cases
        self._pulse = None if interval is None else Pulse(self._look, _jittered(interval, jitter))
        self._told: str | None = None

    async def start(self) -> None:
        """Look once, so that what is wrong is told at the start, and begin."""
        await self._use_cases.reload_keys()()
        if self._pulse is not None:
            self._pulse.start()

    def wake(self) -> None:
        """Reload at once, and say so: somebody wants to know that it arrived."""
        if self._pulse is not None:
            self._pulse.wake()
            return
        reason = "JWT_PRIVATE_KEY_FILE is read at the start only"
        _log.warning("keys_not_reloaded", reason=reason, mend="restart")

    async def stop(self) -> None:
        """End the task."""
        if self._pulse is not None:
            await self._pulse.stop()

    async def _look(self, *, was_woken: bool) -> None:
        try:
            takes_all = await self._use_cases.reload_keys()()
            if was_woken:
                _tell_reloaded(takes_all=takes_all)
            await self._use_cases.rotate_when_due()()
            self._told = None
        except StoreUnavailable as fault:
            self._tell(fault.reason)
        except KeysUnusable as fault:
            self._tell(f"JWT_KEYS_DIR: {fault}")
        except Exception:  # noqa: BLE001 - logged, and the task must outlive it for the next look
            _log.exception("keys_not_looked_at")

    def _tell(self, reason: str) -> None:
        # Once for each fault, or every look would repeat it.
        if reason != self._told:
            _log.error("keys_not_rotated", reason=reason, mend="it is tried again at every look")
        self._told = reason


def _jittered(interval: timedelta, jitter: Callable[[], float]) -> Callable[[], float]:
    return lambda: interval.total_seconds() * (1 - _JITTER * jitter())


def _tell_reloaded(*, takes_all: bool) -> None:
    if takes_all:
        _log.info("keys_reloaded")
        return
    reason = "a file or the directory cannot be used: see keys_unusable above"
    _log.warning("keys_not_reloaded", reason=reason, mend="the keys of before stay in use")
