"""Use case: end what somebody has who may not go on."""

from datetime import datetime

from application.events import GateClosed, GrantEnded
from application.judge_person import Judgement
from application.ports.audit_log import AuditLog
from application.ports.grant_store import GrantStore
from application.sign_out.end_access import EndAccess
from application.sign_out.tell_clients import TellClients
from domain.access_rules import Refusal


class EndRefused:
    """All they have here, or, where the gate of one application closed, what that one holds.

    The log says which rules it was, and the application is told to end its own session, too.
    """

    def __init__(
        self,
        *,
        end_access: EndAccess,
        grants: GrantStore,
        tell_clients: TellClients,
        audit: AuditLog,
    ) -> None:
        self._end_access = end_access
        self._grants = grants
        self._tell_clients = tell_clients
        self._audit = audit

    async def __call__(
        self, judgement: Judgement, refusal: Refusal, *, auth_time: datetime | None
    ) -> None:
        """End it, or raise ``StoreUnavailable``.

        ``auth_time`` is of the sign-in that was judged, None for one of this moment. What was given
        after it is judged by itself: two-factor authentication may have been turned on since.
        """
        subject = judgement.portrait.identity.discord_id
        if refusal is not Refusal.GATE:
            await self._end_access(subject, reason=refusal)
            return
        client_id = judgement.portrait.client.client_id
        rules = " ".join(broken.rule for broken in judgement.broken)
        self._audit.record(GateClosed(client_id=client_id, sub=subject, rules=rules))
        held = {
            grant_id: grant.sid
            for grant_id, grant in (await self._grants.of(subject)).items()
            if grant.client_id == client_id and not grant.is_after(auth_time)
        }
        sids = sorted(set(held.values()))
        # First: while a grant is there, whoever comes with it tries all of this again.
        for sid in sids:
            await self._tell_clients({client_id}, subject=subject, sid=sid)
        for grant_id in held:
            await self._grants.end(grant_id)
        for _ in sids:
            event = GrantEnded(client_id=client_id, sub=subject, reason=Refusal.GATE)
            self._audit.record(event)
