"""How often applications may have members looked up."""

from collections import deque
from datetime import datetime, timedelta

from adapters.discord.guilds import GuildIds

_WINDOW = timedelta(seconds=5)
# Discord allows a bot 50 calls a second for everything (global rate limit).
_OF_ALL = 100
_OF_ONE = 20


class Allowance:
    """A number of look-ups within five seconds: for all people together, and for one.

    For all together it is calls that count: a look-up takes one for each guild.
    """

    def __init__(
        self, *, guild_ids: GuildIds, of_all: int = _OF_ALL, of_one: int = _OF_ONE
    ) -> None:
        self._guild_ids = guild_ids
        self._of_all = of_all
        self._of_one = of_one
        self._taken: deque[tuple[datetime, str]] = deque()

    def takes(self, discord_id: str, now: datetime) -> bool:
        """Tell whether one more is allowed now, and count it if it is."""
        while self._taken and self._taken[0][0] <= now - _WINDOW:
            self._taken.popleft()
        of_one = sum(other == discord_id for _, other in self._taken)
        calls = len(self._guild_ids()) * (len(self._taken) + 1)
        if calls > self._of_all or of_one >= self._of_one:
            return False
        self._taken.append((now, discord_id))
        return True
