"""Use case: issue an authorization code to a member (RFC 6749 section 4.1.2)."""

from datetime import timedelta

from application.events import SignedIn
from application.ports.audit_log import AuditLog
from application.ports.auth_code_store import AuthCodeStore
from application.ports.clock import Clock
from application.ports.sign_ons import SignOns
from application.ports.token_generator import TokenGenerator
from application.sign_in.visit import Visit
from domain.auth_code import AuthCode
from domain.opaque_token import digest
from domain.session import Session


class IssueCode:
    """Make a code for the person of a session, and keep only its digest.

    The client joins the session. So does one that need not be told when it ends: a session that
    was begun anew lasts longer, and so must what is remembered of the clients before.
    """

    def __init__(
        self,
        *,
        auth_codes: AuthCodeStore,
        sign_ons: SignOns,
        clock: Clock,
        tokens: TokenGenerator,
        audit: AuditLog,
        lifetime: timedelta,
    ) -> None:
        self._auth_codes = auth_codes
        self._sign_ons = sign_ons
        self._clock = clock
        self._tokens = tokens
        self._audit = audit
        self._lifetime = lifetime

    async def __call__(self, visit: Visit, session: Session) -> str:
        """Give the code, or raise ``StoreUnavailable``."""
        request, now = visit.request, self._clock.now()
        lasting = session.expires_at - now
        await self._sign_ons.join(session.sid, request.client_id, keep_for=lasting)
        code = self._tokens.token()
        identity = session.identity
        auth_code = AuthCode(
            request=request,
            # The session may hold an address that another client asked for.
            identity=identity if request.needs_email else identity.without_email(),
            auth_time=session.auth_time,
            read_at=session.read_at,
            sid=session.sid,
            expires_at=now + self._lifetime,
        )
        await self._auth_codes.put(digest(code), auth_code, keep_for=self._lifetime)
        self._audit.record(SignedIn(client_id=request.client_id, sub=identity.discord_id))
        return code
