"""Use case: find the session of a browser."""

from datetime import timedelta

from application.ports.clock import Clock
from application.ports.session_store import SessionStore
from application.ports.sign_ons import SignOns
from application.sign_in.visit import FoundSession
from domain.opaque_token import digest_of_ours


class FindSession:
    """Look a session up by its cookie."""

    def __init__(
        self, *, sessions: SessionStore, sign_ons: SignOns, clock: Clock, idle: timedelta
    ) -> None:
        self._sessions = sessions
        self._sign_ons = sign_ons
        self._clock = clock
        self._idle = idle

    async def __call__(self, cookie: str | None) -> FoundSession | None:
        """Give the session if it is alive; ``cookie`` is as the browser sent it."""
        session_digest = digest_of_ours(cookie)
        session = await self._sessions.get(session_digest) if session_digest else None
        if not session_digest or not session:
            return None
        if not session.is_alive(self._clock.now(), idle=self._idle):
            return None
        # One that was being renewed while it was ended must not go on under a new id.
        if await self._sign_ons.has_ended(session.sid):
            return None
        return FoundSession(session_digest=session_digest, session=session)
