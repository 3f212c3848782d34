"""Use case: tell where each signing key is in its life."""

from application.ports.clock import Clock
from application.ports.keys import KeyDirectory
from domain.key_life import KeyLife, KeySchedule


class ListKeys:
    """Look at every key there is."""

    def __init__(self, *, keys: KeyDirectory, schedule: KeySchedule, clock: Clock) -> None:
        self._keys = keys
        self._schedule = schedule
        self._clock = clock

    async def __call__(self) -> list[KeyLife]:
        """Give the keys by algorithm, in the order in which they sign."""
        return self._schedule.lives(await self._keys.all(), self._clock.now())
