"""Use case: find out whether the client of a grant is still to have it."""

from application.events import GrantEnded
from application.ports.audit_log import AuditLog
from application.ports.client_registry import ClientRegistry
from application.ports.grant_store import GrantStore
from application.sign_out.end_sessions import EndSessions
from domain.client import Client
from domain.errors import InvalidGrant
from domain.grant import Grant


class CheckClient:
    """End the grant of a client that was switched off, and the session it is from.

    Nothing of one that is not registered: another machine may know it already, or still.
    """

    def __init__(
        self,
        *,
        clients: ClientRegistry,
        grants: GrantStore,
        end_sessions: EndSessions,
        audit: AuditLog,
    ) -> None:
        self._clients = clients
        self._grants = grants
        self._end_sessions = end_sessions
        self._audit = audit

    async def __call__(self, grant_id: str | None, grant: Grant) -> Client:
        """Give the client, or raise :class:`InvalidGrant`; without an id nothing is ended."""
        client = await self._clients.find(grant.client_id)
        if client is None:
            raise InvalidGrant(reason="the client was removed", sub=grant.subject)
        if client.enabled:
            return client
        reason = "the client is switched off"
        if grant_id is not None:
            await self._end_sessions(grant.subject, reason=reason, sid=grant.sid)
            # Last: while the grant is there, whoever comes with it tries all of this again.
            await self._grants.end(grant_id)
            event = GrantEnded(client_id=grant.client_id, sub=grant.subject, reason=reason)
            self._audit.record(event)
        raise InvalidGrant(reason=reason, sub=grant.subject)
