"""How often applications may have members looked up."""

from collections import deque
from datetime import datetime, timedelta

_WINDOW = timedelta(seconds=5)
# Discord allows a bot 50 calls a second for everything (global rate limit).
_OF_ALL = 100
_OF_ONE = 20


class Allowance:
    """A number of look-ups within five seconds: for all people together, and for one."""

    def __init__(self, *, of_all: int = _OF_ALL, of_one: int = _OF_ONE) -> None:
        self._of_all = of_all
        self._of_one = of_one
        self._taken: deque[tuple[datetime, str]] = deque()

    def takes(self, discord_id: str, now: datetime) -> bool:
        """Tell whether one more is allowed now, and count it if it is."""
        while self._taken and self._taken[0][0] <= now - _WINDOW:
            self._taken.popleft()
        of_one = sum(other == discord_id for _, other in self._taken)
        if len(self._taken) >= self._of_all or of_one >= self._of_one:
            return False
        self._taken.append((now, discord_id))
        return True
