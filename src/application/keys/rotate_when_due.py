"""Use case: rotate signing keys that have become too old, one process for all."""

from datetime import timedelta

from application.keys.reload_keys import ReloadKeys
from application.keys.rotate_keys import RotateKeys
from application.ports.clock import Clock
from application.ports.keys import KeyDirectory
from application.ports.leases import Leases
from application.ports.token_generator import TokenGenerator
from domain.key_life import RotationRule
from domain.signing_algorithm import SigningAlgorithm

LEASE = "rotate_keys"
# Longer than a rotation takes. It is not given back: by its end everybody sees the new keys.
_KEEP_FOR = timedelta(seconds=60)


class RotateWhenDue:
    """Look whether any key is due; who gets the lease looks again, and rotates."""

    def __init__(
        self,
        *,
        keys: KeyDirectory,
        reload_keys: ReloadKeys,
        rotate_keys: RotateKeys,
        leases: Leases,
        clock: Clock,
        tokens: TokenGenerator,
        rule: RotationRule,
    ) -> None:
        self._keys = keys
        self._reload_keys = reload_keys
        self._rotate_keys = rotate_keys
        self._leases = leases
        self._clock = clock
        self._rule = rule
        self._holder = tokens.token()

    async def __call__(self) -> None:
        """Rotate what is due; raise ``StoreUnavailable`` or ``KeysUnusable`` when that fails."""
        if self._rule.every is None:
            # Not even looked at: what is broken there is told by the reload.
            return
        if not await self._overdue() or not await self._is_ours_to_do():
            return
        # Another may have done it between our look and the lease.
        due = await self._overdue()
        if due:
            await self._rotate_keys(due)
            await self._reload_keys()

    async def _is_ours_to_do(self) -> bool:
        return await self._leases.acquire(LEASE, holder=self._holder, keep_for=_KEEP_FOR)

    async def _overdue(self) -> list[SigningAlgorithm]:
        return self._rule.overdue(await self._keys.all(), self._clock.now())
