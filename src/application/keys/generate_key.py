"""Use case: make a signing key."""

from application.events import KeyAdded
from application.ports.audit_log import AuditLog
from application.ports.clock import Clock
from application.ports.keys import KeyDirectory
from domain.key_life import KeyRecord, KeySchedule
from domain.signing_algorithm import SigningAlgorithm


class GenerateKey:
    """Publish a new key now, and let it sign once everybody can know it."""

    def __init__(
        self, *, keys: KeyDirectory, schedule: KeySchedule, clock: Clock, audit: AuditLog
    ) -> None:
        self._keys = keys
        self._schedule = schedule
        self._clock = clock
        self._audit = audit

    async def __call__(self, alg: SigningAlgorithm, *, at_once: bool = False) -> KeyRecord:
        """``at_once`` is for a key that has leaked: some will refuse new tokens for a while."""
        others = await self._keys.all()
        now = self._clock.now()
        signs_from = self._schedule.new_key_signs_from(now, alg, others, at_once=at_once)
        key = await self._keys.add(alg, published_at=now, signs_from=signs_from)
        self._audit.record(KeyAdded(kid=key.kid, alg=key.alg, signs_from=signs_from.isoformat()))
        return key
