"""Use case: tell whether this process can serve sign-ins."""

from application.ports.store import Store, StoreUnavailable


class CheckReadiness:
    """Ready while the store answers; Discord being down is no reason to take us out of service."""

    def __init__(self, *, store: Store) -> None:
        self._store = store

    async def __call__(self) -> bool:
        """Tell whether the store answers."""
        try:
            await self._store.ping()
        except StoreUnavailable:
            return False
        return True
