"""Use case: put in force what the operator wrote."""

from application.events import RulesRefused, RulesReloaded
from application.ports.audit_log import AuditLog
from application.ports.rulebooks import RulebookKeeper, RulebookSource, RulebookUnusable


class ReloadRulebook:
    """All of it or nothing: a version with a fault leaves the one of before in force."""

    def __init__(
        self, *, source: RulebookSource, rulebooks: RulebookKeeper, audit: AuditLog
    ) -> None:
        self._source = source
        self._rulebooks = rulebooks
        self._audit = audit

    async def __call__(self) -> bool:
        """Read it; say so once if there is news, good or bad. Tell whether it could be read."""
        try:
            rulebook = await self._source.read()
        except RulebookUnusable as fault:
            if self._rulebooks.note(fault):
                self._audit.record(RulesRefused(reason=str(fault)))
            return False
        if self._rulebooks.replace(rulebook):
            event = RulesReloaded(
                clients=len(rulebook.clients), subteams=len(list(rulebook.policy.subteams))
            )
            self._audit.record(event)
        return True
