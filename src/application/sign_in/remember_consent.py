"""Use case: remember what a person agreed to share."""

from datetime import timedelta

from application.events import ConsentGiven
from application.ports.audit_log import AuditLog
from application.ports.consent_store import ConsentStore
from application.sign_in.visit import Visit
from domain.scope import format_scope
from domain.session import Session

_REMEMBERED_FOR = timedelta(days=365)


class RememberConsent:
    """Keep the scopes by person and client, where that is ever asked for."""

    def __init__(self, *, consents: ConsentStore, audit: AuditLog) -> None:
        self._consents = consents
        self._audit = audit

    async def __call__(self, visit: Visit, session: Session) -> None:
        """Remember, or raise ``StoreUnavailable``."""
        subject, client_id = session.identity.discord_id, visit.client.client_id
        scope = visit.asked_scope
        if visit.client.remembers_consent:
            await self._consents.remember(subject, client_id, scope, keep_for=_REMEMBERED_FOR)
        self._audit.record(
            ConsentGiven(client_id=client_id, sub=subject, scope=format_scope(scope))
        )
