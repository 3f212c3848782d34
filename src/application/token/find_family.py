"""Use case: look at the family of a refresh token without using the token up."""

from application.events import RefreshTokenReplayed
from application.ports.audit_log import AuditLog
from application.ports.clock import Clock
from application.ports.grant_store import GrantStore, StoredGrant
from domain.client import Client
from domain.errors import InvalidGrant, RefreshTokenReused
from domain.grant import Grant
from domain.lifetimes import TokenLifetimes
from domain.refresh_token import RefreshFamily, RefreshToken


class FindFamily:
    """Check every binding of a refresh token (RFC 6749 section 6).

    One that was replaced ends the family; one that fails any other check touches nothing, so
    that nobody else can end it.
    """

    def __init__(
        self,
        *,
        grants: GrantStore,
        audit: AuditLog,
        clock: Clock,
        lifetimes: TokenLifetimes,
    ) -> None:
        self._grants = grants
        self._audit = audit
        self._clock = clock
        self._lifetimes = lifetimes

    async def __call__(
        self, client: Client, token: RefreshToken, *, as_of: RefreshFamily | None = None
    ) -> tuple[StoredGrant, RefreshFamily]:
        """Give the grant if this client may use the token, or raise :class:`InvalidGrant`.

        ``as_of`` is how the family was when the token came: whoever was quicker since then makes
        it no reuse.
        """
        stored = await self._grants.get(token.grant_id)
        if stored is None:
            raise InvalidGrant(reason="the refresh token is unknown, or its grant was ended")
        grant = stored.grant
        family = grant.family_of(client.client_id, token)
        if family is None:
            raise InvalidGrant(reason="the refresh token is not one of this client and grant")
        if as_of is not None and not family.has_same_tokens(as_of):
            raise InvalidGrant(
                reason="another use of this refresh token was quicker", sub=grant.subject
            )
        try:
            family.check(token, self._clock.now(), self._lifetimes)
        except InvalidGrant as fault:
            if isinstance(fault, RefreshTokenReused):
                await self._end_reused(token, grant)
            fault.sub = grant.subject
            raise
        return stored, family

    async def _end_reused(self, token: RefreshToken, grant: Grant) -> None:
        await self._grants.end(token.grant_id)
        event = RefreshTokenReplayed(client_id=grant.client_id, sub=grant.subject)
        self._audit.record(event)
