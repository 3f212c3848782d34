"""Use case: find a sign-out that is under way."""

from application.ports.clock import Clock
from application.ports.logout_store import LogoutStore
from domain.errors import LoginExpired
from domain.logout import PendingLogout
from domain.opaque_token import digest_of_ours


class OpenLogout:
    """Look it up by the token in the address."""

    def __init__(self, *, logouts: LogoutStore, clock: Clock) -> None:
        self._logouts = logouts
        self._clock = clock

    async def __call__(self, token: str | None) -> PendingLogout:
        """Give it, or raise ``LoginExpired``."""
        looked_up = digest_of_ours(token)
        pending = await self._logouts.get(looked_up) if looked_up else None
        if pending is None:
            raise LoginExpired("the address holds no sign-out of ours, or one that has expired")
        pending.check_age(self._clock.now())
        return pending
