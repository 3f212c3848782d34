"""Use case: decide whether a grant may go on, by all that can have changed since it began."""

from application.events import GrantEnded
from application.ports.audit_log import AuditLog
from application.ports.client_registry import ClientRegistry
from application.ports.grant_store import GrantStore
from application.sign_out.end_access import EndAccess
from application.token.read_membership import ReadMembership
from domain.access_rules import AccessRules
from domain.errors import InvalidGrant
from domain.grant import Grant


class ReviewGrant:
    """Client, block list, membership: the same for every grant type and for every token."""

    def __init__(
        self,
        *,
        clients: ClientRegistry,
        grants: GrantStore,
        read_membership: ReadMembership,
        end_access: EndAccess,
        rules: AccessRules,
        audit: AuditLog,
    ) -> None:
        self._clients = clients
        self._grants = grants
        self._read_membership = read_membership
        self._end_access = end_access
        self._rules = rules
        self._audit = audit

    async def __call__(self, grant_id: str, grant: Grant, *, look_again: bool = False) -> Grant:
        """Give the grant with member data to answer with, or raise :class:`InvalidGrant`.

        What must not go on is ended. ``look_again``: ask Discord however fresh the data is.
        """
        await self._check_client(grant_id, grant)
        # A blocked person is not worth a call to Discord.
        if grant.subject not in self._rules.blocked:
            grant = await self._read_membership(grant, look_again=look_again)
        refusal = self._rules.refusal(grant.identity)
        if refusal is not None:
            await self._end_access(grant.subject, reason=refusal)
            raise InvalidGrant(reason=f"the person may not go on: {refusal}")
        return grant

    async def _check_client(self, grant_id: str, grant: Grant) -> None:
        client = await self._clients.find(grant.client_id)
        if client is not None and client.enabled:
            return
        reason = "the client is switched off" if client else "the client was removed"
        await self._grants.end(grant_id)
        self._audit.record(GrantEnded(client_id=grant.client_id, sub=grant.subject, reason=reason))
        raise InvalidGrant(reason=reason)
