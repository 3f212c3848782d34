"""Use case: take back what applications hold of somebody."""

from application.events import GrantEnded
from application.ports.audit_log import AuditLog
from application.ports.client_registry import ClientRegistry
from application.ports.grant_store import GrantStore


class NoSuchClient(Exception):
    """Nobody is registered under that id, and the person has no grant of it."""


class RevokeGrants:
    """End grants with every token of them; sessions go on, and may give new ones."""

    def __init__(self, *, grants: GrantStore, clients: ClientRegistry, audit: AuditLog) -> None:
        self._grants = grants
        self._clients = clients
        self._audit = audit

    async def __call__(self, subject: str, *, client_id: str | None) -> int:
        """End those of one client, or of all, and give how many.

        Raise :class:`NoSuchClient` or ``StoreUnavailable``.
        """
        found = await self._grants.of(subject)
        chosen = {
            grant_id: grant
            for grant_id, grant in found.items()
            if client_id in {None, grant.client_id}
        }
        # Of a client that was removed there may be some.
        if client_id is not None and not chosen and not await self._clients.find(client_id):
            raise NoSuchClient
        for grant_id, grant in chosen.items():
            await self._grants.end(grant_id)
            event = GrantEnded(client_id=grant.client_id, sub=subject, reason="by an operator")
            self._audit.record(event)
        return len(chosen)
