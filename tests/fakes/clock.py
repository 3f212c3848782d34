"""A clock that stands still until it is moved."""

from datetime import UTC, datetime, timedelta

from application.ports.clock import Clock


class FakeClock(Clock):
    """Starts at a fixed moment."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Give the moment the test has set."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._now += timedelta(seconds=seconds)
