"""Use case: end the session that a browser had before."""

from application.ports.session_store import SessionStore
from application.sign_in.start_session import StartedSession
from application.sign_out.end_session import EndSession


class ReplaceSession:
    """Forget it where the same person goes on under a new id; sign anybody else out."""

    def __init__(self, *, sessions: SessionStore, end_session: EndSession) -> None:
        self._sessions = sessions
        self._end_session = end_session

    async def __call__(self, started: StartedSession) -> None:
        """End it, if there is one, or raise ``StoreUnavailable``."""
        before = started.replaces
        if before is None:
            return
        if before.session.sid == started.found.session.sid:
            await self._sessions.end(before.session_digest)
        else:
            await self._end_session(before, reason="somebody else signed in in that browser")
