"""Use case: destroy a signing key before its time."""

from application.events import KeyRemoved
from application.keys.list_keys import ListKeys
from application.keys.refusals import KeyKeptElsewhere, KeyStillNeeded, NoSuchKey
from application.ports.audit_log import AuditLog
from application.ports.clock import Clock
from application.ports.keys import KeyDirectory
from domain.key_life import KeyLife, KeySchedule, KeyState


class RetireKey:
    """A key that nothing depends on goes at once; one that has leaked, once another signs."""

    def __init__(
        self,
        *,
        list_keys: ListKeys,
        keys: KeyDirectory,
        schedule: KeySchedule,
        clock: Clock,
        audit: AuditLog,
    ) -> None:
        self._list_keys = list_keys
        self._keys = keys
        self._schedule = schedule
        self._clock = clock
        self._audit = audit

    async def __call__(self, kid: str, *, at_once: bool = False) -> KeyLife:
        """Give the key that was destroyed; ``kid`` may be the beginning of one.

        ``at_once`` ends every token it signed. Raises :class:`NoSuchKey`,
        :class:`KeyStillNeeded` or :class:`KeyKeptElsewhere`.
        """
        life = await self._only(kid)
        is_given_up = at_once and life.state is KeyState.VERIFYING
        if not is_given_up and not self._schedule.may_vanish(life, self._clock.now()):
            raise KeyStillNeeded(life)
        if not await self._keys.remove(life.key.kid):
            raise KeyKeptElsewhere
        self._audit.record(KeyRemoved(kid=life.key.kid, alg=life.key.alg))
        return life

    async def _only(self, kid: str) -> KeyLife:
        lives = await self._list_keys()
        # What every kid begins with names none of them.
        found = [life for life in lives if kid and life.key.kid.startswith(kid)]
        if len(found) != 1:
            raise NoSuchKey(matches=len(found))
        return found[0]
