"""Use case: sign somebody out of every browser."""

from application.ports.session_store import SessionStore
from application.sign_in.visit import FoundSession
from application.sign_out.end_session import EndSession


class EndSessions:
    """End them as if the person had signed out in each; what outlives a session goes on."""

    def __init__(self, *, sessions: SessionStore, end_session: EndSession) -> None:
        self._sessions = sessions
        self._end_session = end_session

    async def __call__(self, subject: str, *, reason: str, sid: str | None = None) -> int:
        """End those of one ``sid``, or all; give how many, or raise ``StoreUnavailable``.

        ``reason`` is for the log.
        """
        found = await self._sessions.of(subject)
        chosen = [
            FoundSession(session_digest=session_digest, session=session)
            for session_digest, session in found.items()
            if sid in {None, session.sid}
        ]
        for session in chosen:
            await self._end_session(session, reason=reason)
        return len(chosen)
