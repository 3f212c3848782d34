"""Use case: let a member in, and turn away anybody else."""

from datetime import datetime

from application.events import BlockedPersonRefused, NotAMember
from application.judge_person import JudgePerson
from application.ports.audit_log import AuditLog
from application.sign_in.begin_login import BeginLogin
from application.sign_in.outcomes import RefusedPerson
from application.sign_in.visit import Visit
from application.sign_out.end_refused import EndRefused
from domain.access_rules import Refusal
from domain.authorization_response import AuthorizationResponse
from domain.errors import AccessDenied
from domain.identity import Identity

_DESCRIPTIONS = {
    Refusal.BLOCKED: "This Discord account may not sign in here.",
    Refusal.NOT_IN_GUILD: "This Discord account is not a member of the guild.",
    Refusal.NOT_FULL: "This Discord account is not a member of the guild.",
    Refusal.GATE: "This Discord account may not use this application.",
}


class AdmitPerson:
    """End what somebody has who may not stay, and show who they are, why, and where to go."""

    def __init__(
        self,
        *,
        judge_person: JudgePerson,
        end_refused: EndRefused,
        begin_login: BeginLogin,
        audit: AuditLog,
        issuer: str,
    ) -> None:
        self._judge_person = judge_person
        self._end_refused = end_refused
        self._begin_login = begin_login
        self._audit = audit
        self._issuer = issuer

    async def __call__(
        self, visit: Visit, identity: Identity, *, auth_time: datetime | None = None
    ) -> RefusedPerson | None:
        """Give None for somebody who may come in. ``auth_time``: if they came by a session.

        Else gives the page, or raises ``AccessDenied`` where none may be shown, and
        ``TemporarilyUnavailable`` where it cannot be decided.
        """
        judgement = await self._judge_person(visit.client, identity)
        refusal = judgement.refusal
        if refusal is None:
            return None
        await self._end_refused(judgement, refusal, auth_time=auth_time)
        self._note(visit.client.client_id, identity.discord_id, refusal)
        error = AccessDenied(_DESCRIPTIONS[refusal], sub=identity.discord_id)
        if visit.request.is_silent:
            raise error
        return RefusedPerson(
            identity=identity,
            refusal=refusal,
            broken=judgement.broken,
            client=visit.client,
            back=AuthorizationResponse.failure(visit.target, issuer=self._issuer, error=error),
            restart=await self._begin_login(visit.begun_anew(), chosen=True),
        )

    def _note(self, client_id: str, subject: str, refusal: Refusal) -> None:
        if refusal is Refusal.BLOCKED:
            self._audit.record(BlockedPersonRefused(client_id=client_id, sub=subject))
        elif refusal is not Refusal.GATE:
            self._audit.record(NotAMember(client_id=client_id, sub=subject, reason=refusal))
