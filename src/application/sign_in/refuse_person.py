"""Use case: turn somebody away who is not a member."""

from application.events import NotAMember
from application.ports.audit_log import AuditLog
from application.ports.session_store import SessionStore
from application.sign_in.begin_login import BeginLogin
from application.sign_in.outcomes import RefusedPerson
from application.sign_in.visit import FoundSession, Visit
from application.sign_out.end_session import EndSession
from domain.authorization_response import AuthorizationResponse
from domain.errors import AccessDenied
from domain.identity import Identity


class RefusePerson:
    """End their session in this browser, and show who they are and where they can go."""

    def __init__(
        self,
        *,
        sessions: SessionStore,
        end_session: EndSession,
        begin_login: BeginLogin,
        audit: AuditLog,
        issuer: str,
    ) -> None:
        self._sessions = sessions
        self._end_session = end_session
        self._begin_login = begin_login
        self._audit = audit
        self._issuer = issuer

    async def __call__(
        self, visit: Visit, identity: Identity, session_digest: str | None
    ) -> RefusedPerson:
        """``session_digest`` is where the session of this browser lies, if it has one.

        Gives the page, or raises ``AccessDenied`` where none may be shown.
        """
        await self._end_theirs(identity, session_digest)
        reason = "membership screening or guest" if identity.membership else "not in the guild"
        client_id = visit.client.client_id
        self._audit.record(NotAMember(client_id=client_id, sub=identity.discord_id, reason=reason))
        error = AccessDenied("This Discord account is not a member of the guild.")
        if visit.request.is_silent:
            raise error
        return RefusedPerson(
            identity=identity,
            client=visit.client,
            back=AuthorizationResponse.failure(visit.target, issuer=self._issuer, error=error),
            restart=await self._begin_login(visit.begun_anew(), chosen=True),
        )

    async def _end_theirs(self, identity: Identity, session_digest: str | None) -> None:
        session = await self._sessions.get(session_digest) if session_digest else None
        # Somebody else's stays: that they came along with a stranger ends nothing.
        if session_digest and session and session.identity.discord_id == identity.discord_id:
            await self._end_session(FoundSession(session_digest=session_digest, session=session))
