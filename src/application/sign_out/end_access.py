"""Use case: end all that a person has here."""

from application.events import AccessEnded
from application.ports.audit_log import AuditLog
from application.ports.grant_store import GrantStore
from application.sign_out.end_sessions import EndSessions


class EndAccess:
    """End every session, everywhere, and every grant, also those that outlive sessions."""

    def __init__(self, *, end_sessions: EndSessions, grants: GrantStore, audit: AuditLog) -> None:
        self._end_sessions = end_sessions
        self._grants = grants
        self._audit = audit

    async def __call__(self, subject: str, *, reason: str) -> None:
        """End them, or raise ``StoreUnavailable``; ``reason`` is for the log."""
        # First: that applications can be told of the sessions is not worth waiting for.
        grants = await self._grants.of(subject)
        for grant_id in grants:
            await self._grants.end(grant_id)
        count = await self._end_sessions(subject, reason=reason)
        if count or grants:
            self._audit.record(AccessEnded(sub=subject, reason=reason))
