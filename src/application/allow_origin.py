"""Use case: tell whether scripts of a web origin may read the token endpoint's answers."""

from application.ports.client_registry import ClientRegistry


class AllowOrigin:
    """Allow the origins a client was registered with, and no other (RFC 9700 section 2.6)."""

    def __init__(self, *, clients: ClientRegistry) -> None:
        self._clients = clients

    async def __call__(self, origin: str, *, client_id: str | None) -> bool:
        """Tell for a client; a preflight names none yet, so there any client's origin will do."""
        if client_id is None:
            return self._clients.knows_origin(origin)
        client = await self._clients.find(client_id)
        return client is not None and origin in client.origins
