"""Use case: take up what has changed among the signing keys."""

from application.ports.keys import KeyReloading


class ReloadKeys:
    """Look at the disk; this process goes on with what it has where that is broken."""

    def __init__(self, *, keys: KeyReloading) -> None:
        self._keys = keys

    async def __call__(self) -> bool:
        """Reload; tell whether all that is there could be used."""
        return await self._keys.reload()
