"""Use case: destroy the keys whose time is over."""

from application.events import KeyRemoved
from application.keys.list_keys import ListKeys
from application.ports.audit_log import AuditLog
from application.ports.keys import KeyDirectory
from domain.key_life import KeyRecord, KeyState


class RemoveGoneKeys:
    """Nothing they signed is alive, and nobody publishes them any more."""

    def __init__(self, *, list_keys: ListKeys, keys: KeyDirectory, audit: AuditLog) -> None:
        self._list_keys = list_keys
        self._keys = keys
        self._audit = audit

    async def __call__(self) -> list[KeyRecord]:
        """Give those that were there."""
        lives = await self._list_keys()
        gone = [life.key for life in lives if life.state is KeyState.GONE]
        removed = [key for key in gone if await self._keys.remove(key.kid)]
        for key in removed:
            self._audit.record(KeyRemoved(kid=key.kid, alg=key.alg))
        return removed
