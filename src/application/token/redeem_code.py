"""Use case: use a code up, exactly once."""

from application.events import TokensIssued
from application.ports.audit_log import AuditLog
from application.ports.auth_code_store import AuthCodeStore, Redemption
from application.ports.grant_store import GrantStore
from application.ports.sign_ons import SignOns
from application.ports.token_generator import TokenGenerator
from application.token.begin_family import BegunGrant
from application.token.end_replayed_grant import EndReplayedGrant
from domain.errors import InvalidGrant
from domain.grant import Grant
from domain.scope import format_scope


class RedeemCode:
    """Redeem a code that was found good; of several at once one wins, the others are replays."""

    def __init__(
        self,
        *,
        auth_codes: AuthCodeStore,
        grants: GrantStore,
        sign_ons: SignOns,
        end_replayed_grant: EndReplayedGrant,
        tokens: TokenGenerator,
        audit: AuditLog,
    ) -> None:
        self._auth_codes = auth_codes
        self._grants = grants
        self._sign_ons = sign_ons
        self._end_replayed_grant = end_replayed_grant
        self._tokens = tokens
        self._audit = audit

    async def __call__(self, code_digest: str, begun: BegunGrant) -> None:
        """Use the code up and create its grant, or raise :class:`InvalidGrant`."""
        grant = begun.grant
        redemption = await self._auth_codes.redeem(
            code_digest, grant, attempt=self._tokens.token(), keep_for=begun.keep_for
        )
        if redemption is Redemption.REPLAY:
            await self._end_replayed_grant(code_digest, grant)
            raise InvalidGrant(reason="the code was already used", sub=grant.subject)
        if redemption is Redemption.UNKNOWN:
            raise InvalidGrant(reason="the code expired meanwhile", sub=grant.subject)
        await self._check_signed_in(code_digest, grant)
        scope = format_scope(grant.scope)
        event = TokensIssued(client_id=grant.client_id, sub=grant.subject, scope=scope)
        self._audit.record(event)

    async def _check_signed_in(self, code_digest: str, grant: Grant) -> None:
        # After the grant was written: a sign-out leaves its mark before it looks for grants, so
        # that one of the two finds the other.
        if await self._sign_ons.has_ended(grant.sid):
            await self._grants.end(code_digest)
            reason = "the person signed out before the code was redeemed"
            raise InvalidGrant(reason=reason, sub=grant.subject)
