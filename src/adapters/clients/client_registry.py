"""Clients registered by the operator in the settings."""

from collections.abc import Iterable

from application.ports.client_registry import ClientRegistry
from domain.client import Client


class ConfiguredClientRegistry(ClientRegistry):
    """A fixed set of clients."""

    def __init__(self, *, clients: Iterable[Client]) -> None:
        self._clients = {client.client_id: client for client in clients}
        self._origins = {o for client in self._clients.values() for o in client.origins}

    async def find(self, client_id: str) -> Client | None:
        """Give the client of that id, or None."""
        return self._clients.get(client_id)

    def knows_origin(self, origin: str) -> bool:
        """Tell whether scripts of that web origin may call for any client."""
        return origin in self._origins
