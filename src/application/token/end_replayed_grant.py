"""Use case: end what a code gave, because it came a second time (RFC 6749 section 4.1.2)."""

from application.events import CodeReplayed
from application.ports.audit_log import AuditLog
from application.ports.grant_store import GrantStore
from domain.grant import Grant


class EndReplayedGrant:
    """End the grant of a replayed code, and with it its tokens."""

    def __init__(self, *, grants: GrantStore, audit: AuditLog) -> None:
        self._grants = grants
        self._audit = audit

    async def __call__(self, code_digest: str, grant: Grant) -> None:
        """End the grant, or raise ``StoreUnavailable``."""
        await self._grants.end(code_digest)
        self._audit.record(CodeReplayed(client_id=grant.client_id, sub=grant.subject))
