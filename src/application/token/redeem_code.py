"""Use case: use a code up, exactly once."""

from datetime import timedelta

from application.events import TokensIssued
from application.ports.audit_log import AuditLog
from application.ports.auth_code_store import AuthCodeStore, Redemption
from application.ports.token_generator import TokenGenerator
from application.token.end_replayed_grant import EndReplayedGrant
from domain.auth_code import AuthCode
from domain.errors import InvalidGrant
from domain.scope import format_scope


class RedeemCode:
    """Redeem a code that was found good; of several at once one wins, the others are replays."""

    def __init__(
        self,
        *,
        auth_codes: AuthCodeStore,
        end_replayed_grant: EndReplayedGrant,
        tokens: TokenGenerator,
        audit: AuditLog,
        grant_lifetime: timedelta,
    ) -> None:
        self._auth_codes = auth_codes
        self._end_replayed_grant = end_replayed_grant
        self._tokens = tokens
        self._audit = audit
        self._grant_lifetime = grant_lifetime

    async def __call__(self, code_digest: str, auth_code: AuthCode) -> None:
        """Use the code up and create its grant, or raise :class:`InvalidGrant`."""
        grant = auth_code.grant()
        redemption = await self._auth_codes.redeem(
            code_digest, grant, attempt=self._tokens.token(), keep_for=self._grant_lifetime
        )
        if redemption is Redemption.REPLAY:
            await self._end_replayed_grant(code_digest, auth_code)
            raise InvalidGrant(reason="the code was already used")
        if redemption is Redemption.UNKNOWN:
            raise InvalidGrant(reason="the code expired meanwhile")
        scope = format_scope(grant.scope)
        event = TokensIssued(client_id=grant.client_id, sub=grant.subject, scope=scope)
        self._audit.record(event)
