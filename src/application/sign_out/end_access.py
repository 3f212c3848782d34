"""Use case: end all that a person has here."""

from application.events import AccessEnded
from application.ports.audit_log import AuditLog
from application.ports.grant_store import GrantStore
from application.ports.session_store import SessionStore
from application.sign_in.visit import FoundSession
from application.sign_out.end_session import EndSession


class EndAccess:
    """End every session, everywhere, and every grant, also those that outlive sessions."""

    def __init__(
        self,
        *,
        sessions: SessionStore,
        grants: GrantStore,
        end_session: EndSession,
        audit: AuditLog,
    ) -> None:
        self._sessions = sessions
        self._grants = grants
        self._end_session = end_session
        self._audit = audit

    async def __call__(self, subject: str, *, reason: str) -> None:
        """End them, or raise ``StoreUnavailable``; ``reason`` is for the log."""
        sessions = await self._sessions.of(subject)
        for session_digest, session in sessions.items():
            await self._end_session(FoundSession(session_digest=session_digest, session=session))
        grants = await self._grants.of(subject)
        for grant_id in grants:
            await self._grants.end(grant_id)
        if sessions or grants:
            self._audit.record(AccessEnded(sub=subject, reason=reason))
