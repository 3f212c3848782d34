"""Use case: destroy the keys whose time is over, or shall never come."""

from collections.abc import Sequence

from application.events import KeyRemoved
from application.keys.list_keys import ListKeys
from application.ports.audit_log import AuditLog
from application.ports.keys import KeyDirectory
from domain.key_life import KeyRecord, KeyState


class RemoveKeys:
    """Of a key that is gone nothing is alive, and nobody publishes it any more."""

    def __init__(self, *, list_keys: ListKeys, keys: KeyDirectory, audit: AuditLog) -> None:
        self._list_keys = list_keys
        self._keys = keys
        self._audit = audit

    async def __call__(self, *, last: Sequence[KeyRecord] = ()) -> list[KeyRecord]:
        """Give those that were there; none is to sign after one of ``last``."""
        begins = {key.alg: key.signs_from for key in last}
        chosen = [
            life.key
            for life in await self._list_keys()
            if life.state is KeyState.GONE
            or life.key.signs_from > begins.get(life.key.alg, life.key.signs_from)
        ]
        removed = [key for key in chosen if await self._keys.remove(key.kid)]
        for key in removed:
            self._audit.record(KeyRemoved(kid=key.kid, alg=key.alg))
        return removed
