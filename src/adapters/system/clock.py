"""The system's clock."""

from datetime import UTC, datetime

from application.ports.clock import Clock


class SystemClock(Clock):
    """Wall-clock time, in UTC."""

    def now(self) -> datetime:
        """Give the present moment."""
        return datetime.now(UTC)
