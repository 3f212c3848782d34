"""Use case: end a session, everywhere."""

from datetime import timedelta

from application.events import SignedOff
from application.ports.audit_log import AuditLog
from application.ports.grant_store import GrantStore
from application.ports.session_store import SessionStore
from application.ports.sign_ons import SignOns
from application.sign_in.visit import FoundSession
from application.sign_out.tell_clients import TellClients
from domain.session import Session

# Why most sessions end.
BY_THE_PERSON = "the person signed out"


class EndSession:
    """Mark it as ended first, so that nothing of it begins again whatever fails afterwards.

    Grants of it end too, but for those that are to outlive it.
    """

    def __init__(
        self,
        *,
        sessions: SessionStore,
        sign_ons: SignOns,
        grants: GrantStore,
        tell_clients: TellClients,
        audit: AuditLog,
        remembered_for: timedelta,
    ) -> None:
        self._sessions = sessions
        self._sign_ons = sign_ons
        self._grants = grants
        self._tell_clients = tell_clients
        self._audit = audit
        self._remembered_for = remembered_for

    async def __call__(self, found: FoundSession, *, reason: str) -> None:
        """End it, or raise ``StoreUnavailable``; ``reason`` is for the log.

        ``remembered_for`` is as long as the session under a new id, or a code of it, may still
        live.
        """
        session = found.session
        joined = await self._sign_ons.end(session.sid, keep_for=self._remembered_for)
        # After the mark: a grant that is being created now is either found or finds the mark.
        await self._end_grants(session)
        self._audit.record(
            SignedOff(
                sub=session.identity.discord_id, joined=" ".join(sorted(joined)), reason=reason
            )
        )
        subject = session.identity.discord_id
        await self._tell_clients(joined, subject=subject, sid=session.sid)
        # Last: the mark alone ends it, and whoever tries again is no longer found signed in.
        await self._sessions.end(found.session_digest)

    async def _end_grants(self, session: Session) -> None:
        for grant_id, grant in (await self._grants.of(session.identity.discord_id)).items():
            if grant.sid == session.sid and not grant.outlives_session:
                await self._grants.end(grant_id)
