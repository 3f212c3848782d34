"""When not to call Discord: after a 429, and before it bans us for too many refusals."""

from collections import deque
from datetime import datetime, timedelta

from application.ports.clock import Clock
from application.ports.upstream import UpstreamUnavailable

GLOBAL = "global"

# Discord blocks an address after 10,000 answers of 401, 403 or 429 within ten minutes; the
# larger part is left to whatever else shares the address.
_WINDOW = timedelta(minutes=10)
_BUDGET = 2_000
_LONGEST_HOLD = 900.0
_REFUSALS = frozenset({401, 403, 429})
_LIMITED = "Discord's rate limit still holds"


class Hold:
    """Refuses calls to a bucket, or to all, until the time Discord named has passed."""

    def __init__(self, *, clock: Clock, budget: int = _BUDGET) -> None:
        self._clock = clock
        self._budget = budget
        self._held: dict[str, tuple[datetime, str]] = {}
        self._refusals: deque[datetime] = deque()

    def check(self, bucket: str | None) -> None:
        """Raise ``UpstreamUnavailable`` if this bucket must not be called now.

        None stands for a call that Discord counts for one person: only a global hold stops it.
        """
        now = self._clock.now()
        held = (self._held.get(name) for name in (bucket, GLOBAL) if name)
        for until, reason in filter(None, held):
            if now < until:
                raise UpstreamUnavailable(reason)
        while self._refusals and self._refusals[0] <= now - _WINDOW:
            self._refusals.popleft()
        if len(self._refusals) >= self._budget:
            raise UpstreamUnavailable("too many refusals by Discord within ten minutes")

    def begin(self, bucket: str, seconds: float, *, reason: str = _LIMITED) -> None:
        """Hold a bucket, or :data:`GLOBAL`, for the time Discord asked for, say."""
        now = self._clock.now()
        until = now + timedelta(seconds=min(max(seconds, 0.0), _LONGEST_HOLD))
        # Of two answers that cross, the longer wait holds.
        self._held[bucket] = max(self._held.get(bucket, (until, reason)), (until, reason))

    def count(self, status: int) -> None:
        """Count an answer towards the limit of refusals."""
        if status in _REFUSALS:
            self._refusals.append(self._clock.now())
