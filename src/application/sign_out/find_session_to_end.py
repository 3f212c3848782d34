"""Use case: find the session a sign-out is about."""

from application.ports.clock import Clock
from application.ports.session_store import SessionStore
from application.sign_in.visit import FoundSession
from domain.opaque_token import digest_of_ours


class FindSessionToEnd:
    """Find also what nobody is signed in by any more, until its time is up.

    A session that was left alone for too long, or whose end failed half-way, has applications
    that are still to be told.
    """

    def __init__(self, *, sessions: SessionStore, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock

    async def __call__(self, cookie: str | None) -> FoundSession | None:
        """Give the session, if there is one; ``cookie`` is as the browser sent it."""
        session_digest = digest_of_ours(cookie)
        session = await self._sessions.get(session_digest) if session_digest else None
        if not session_digest or not session or self._clock.now() >= session.expires_at:
            return None
        return FoundSession(session_digest=session_digest, session=session)
