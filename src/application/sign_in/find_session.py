"""Use case: find the session of a browser."""

from datetime import timedelta

from application.ports.clock import Clock
from application.ports.session_store import SessionStore
from application.sign_in.visit import FoundSession
from domain.opaque_token import digest, is_opaque_token

# Each use is noted, but not by a write for every one of them.
_NOTED_EVERY = timedelta(minutes=1)


class FindSession:
    """Look a session up by its cookie, and note that it was used."""

    def __init__(self, *, sessions: SessionStore, clock: Clock, idle: timedelta) -> None:
        self._sessions = sessions
        self._clock = clock
        self._idle = idle

    async def __call__(self, cookie: str | None) -> FoundSession | None:
        """Give the session if it is alive; ``cookie`` is as the browser sent it."""
        held_under = session_digest(cookie)
        if held_under is None:
            return None
        now = self._clock.now()
        session = await self._sessions.get(held_under)
        if session is None or not session.is_alive(now, idle=self._idle):
            return None
        if now >= session.used_at + min(_NOTED_EVERY, self._idle / 2):
            session = session.used(now)
            if not await self._sessions.renew(held_under, session):
                return None
        return FoundSession(session_digest=held_under, session=session)


def session_digest(cookie: str | None) -> str | None:
    """Give the digest a session would lie under; None for a cookie that cannot be one of ours."""
    return digest(cookie) if cookie is not None and is_opaque_token(cookie) else None
