"""Use case: end one access token (RFC 7009 section 2.1)."""

from application.events import TokenRevoked
from application.ports.audit_log import AuditLog
from application.ports.clock import Clock
from application.ports.grant_store import GrantStore, StoredGrant
from application.ports.token_generator import TokenGenerator
from application.token.foreign_token import ForeignToken
from domain.access_token import AccessToken
from domain.client import Client
from domain.errors import TemporarilyUnavailable

# Each time somebody else has changed the grant: a refresh, or a second look at the roles.
_MOST_TRIES = 16


class EndAccessToken:
    """End this token, and its grant where nothing else is left of it."""

    def __init__(
        self, *, grants: GrantStore, tokens: TokenGenerator, clock: Clock, audit: AuditLog
    ) -> None:
        self._grants = grants
        self._tokens = tokens
        self._clock = clock
        self._audit = audit

    async def __call__(self, client: Client, token: AccessToken) -> None:
        """End it, or raise :class:`ForeignToken` for one that is not this client's."""
        for _ in range(_MOST_TRIES):
            stored = await self._grants.get(token.grant_id)
            if stored is None:
                return
            if stored.grant.client_id != client.client_id:
                raise ForeignToken(stored.grant, kind="access_token")
            if await self._end(stored, token):
                self._audit.record(
                    TokenRevoked(
                        client_id=client.client_id, sub=stored.grant.subject, kind="access_token"
                    )
                )
                return
        raise TemporarilyUnavailable(reason="the grant is being changed by others all the time")

    async def _end(self, stored: StoredGrant, token: AccessToken) -> bool:
        grant = stored.grant.without_token(token, self._clock.now())
        if grant is None:
            await self._grants.end(token.grant_id)
            return True
        return await self._grants.replace(
            token.grant_id, stored, grant, revision=self._tokens.token(), keep_for=None
        )
