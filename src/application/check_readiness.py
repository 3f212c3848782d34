"""Use case: tell whether this process can serve sign-ins."""

from application.ports.store import Store, StoreUnavailable


class CheckReadiness:
    """Ready while the store answers; Discord being down is no reason to take us out of service."""

    def __init__(self, *, store: Store) -> None:
        self._store = store

    async def __call__(self) -> str | None:
        """Give the reason why it cannot, for the log; None if it can."""
        try:
            await self._store.ping()
        except StoreUnavailable as fault:
            return fault.reason
        return None
