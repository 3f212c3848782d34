"""Use case: end a refresh token, and all that came of its grant (RFC 7009 section 2.1)."""

from application.events import TokenRevoked
from application.ports.audit_log import AuditLog
from application.ports.grant_store import GrantStore
from application.token.foreign_token import ForeignToken
from domain.client import Client
from domain.refresh_token import RefreshToken


class EndRefreshToken:
    """End the grant of any token of the family, one that was replaced too."""

    def __init__(self, *, grants: GrantStore, audit: AuditLog) -> None:
        self._grants = grants
        self._audit = audit

    async def __call__(self, client: Client, token: RefreshToken) -> None:
        """End it, or raise :class:`ForeignToken` for one that is not this client's."""
        stored = await self._grants.get(token.grant_id)
        if stored and stored.grant.is_anothers(client.client_id, token):
            raise ForeignToken(stored.grant, kind="refresh_token")
        if stored is None or stored.grant.family_of(client.client_id, token) is None:
            return
        await self._grants.end(token.grant_id)
        self._audit.record(
            TokenRevoked(client_id=client.client_id, sub=stored.grant.subject, kind="refresh_token")
        )
