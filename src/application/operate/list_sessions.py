"""Use case: show an operator in how many browsers somebody is signed in."""

from datetime import timedelta

from application.ports.clock import Clock
from application.ports.session_store import SessionStore
from domain.session import Session


class ListSessions:
    """Give the sessions of a person that are alive, the oldest sign-in first."""

    def __init__(self, *, sessions: SessionStore, clock: Clock, idle: timedelta) -> None:
        self._sessions = sessions
        self._clock = clock
        self._idle = idle

    async def __call__(self, subject: str) -> list[Session]:
        """Give them, or raise ``StoreUnavailable``."""
        now = self._clock.now()
        found = (await self._sessions.of(subject)).values()
        alive = [session for session in found if session.is_alive(now, idle=self._idle)]
        return sorted(alive, key=lambda session: session.auth_time)
