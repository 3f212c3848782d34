"""Use case: tell whether this process can serve sign-ins."""

from dataclasses import dataclass

from application.ports.keys import KeyHealth
from application.ports.store import Store, StoreUnavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Why sign-ins cannot be served, for the log, or None; and what is wrong but does no harm."""

    reason: str | None
    warnings: tuple[str, ...]


class CheckReadiness:
    """Ready while the store answers.

    Discord being down is no reason to take us out of service, nor is a key file that is broken:
    the keys of before go on.
    """

    def __init__(self, *, store: Store, key_health: KeyHealth) -> None:
        self._store = store
        self._key_health = key_health

    async def __call__(self) -> Readiness:
        """Ask the store, and look at what was found wrong with the keys."""
        reason = None
        try:
            await self._store.ping()
        except StoreUnavailable as fault:
            reason = fault.reason
        return Readiness(reason=reason, warnings=self._key_health.warnings())
