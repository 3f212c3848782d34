"""Use case: issue an authorization code to a member (RFC 6749 section 4.1.2)."""

from datetime import timedelta

from application.events import SignedIn
from application.ports.audit_log import AuditLog
from application.ports.auth_code_store import AuthCodeStore
from application.ports.clock import Clock
from application.ports.token_generator import TokenGenerator
from domain.auth_code import AuthCode
from domain.auth_request import AuthRequest
from domain.opaque_token import digest
from domain.session import Session


class IssueCode:
    """Make a code for the person of a session, and keep only its digest."""

    def __init__(
        self,
        *,
        auth_codes: AuthCodeStore,
        clock: Clock,
        tokens: TokenGenerator,
        audit: AuditLog,
        lifetime: timedelta,
    ) -> None:
        self._auth_codes = auth_codes
        self._clock = clock
        self._tokens = tokens
        self._audit = audit
        self._lifetime = lifetime

    async def __call__(self, request: AuthRequest, session: Session) -> str:
        """Give the code, or raise ``StoreUnavailable``."""
        code = self._tokens.token()
        identity = session.identity
        auth_code = AuthCode(
            request=request,
            # The session may hold an address that another client asked for.
            identity=identity if request.needs_email else identity.without_email(),
            auth_time=session.auth_time,
            sid=session.sid,
            expires_at=self._clock.now() + self._lifetime,
        )
        await self._auth_codes.put(digest(code), auth_code, keep_for=self._lifetime)
        self._audit.record(SignedIn(client_id=request.client_id, sub=identity.discord_id))
        return code
