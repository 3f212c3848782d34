"""Leases that fail as the test has set, in front of leases that work."""

from datetime import timedelta

from application.ports.leases import Leases
from tests.fakes.failing_store import Faults


class FailingLeases(Leases):
    """Leases with faults."""

    def __init__(self, behind: Leases, faults: Faults) -> None:
        self._behind = behind
        self._faults = faults

    async def acquire(self, name: str, *, holder: str, keep_for: timedelta) -> bool:
        """Acquire, or fail."""
        return await self._faults.run(
            "acquire", lambda: self._behind.acquire(name, holder=holder, keep_for=keep_for)
        )
