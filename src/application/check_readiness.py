"""Use case: tell whether this process can serve sign-ins."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.ports.health import Health
from application.ports.store import Store, StoreUnavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Why sign-ins cannot be served, for the log, or None; and what is wrong but does no harm."""

    reason: str | None
    warnings: tuple[str, ...]


class CheckReadiness:
    """Ready while the store answers.

    Discord being down is no reason to take us out of service, nor is a broken key file or
    configuration file: the keys, or the rules, of before go on.
    """

    def __init__(self, *, store: Store, health: Sequence[Health]) -> None:
        self._store = store
        self._health = health

    async def __call__(self) -> Readiness:
        """Ask the store, and look at what was found wrong with keys and rules."""
        reason = None
        try:
            await self._store.ping()
        except StoreUnavailable as fault:
            reason = fault.reason
        warnings = tuple(text for one in self._health for text in one.warnings())
        return Readiness(reason=reason, warnings=warnings)
