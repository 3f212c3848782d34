"""Clients registered by the operator."""

from collections.abc import Set as AbstractSet

from application.ports.client_registry import ClientRegistry
from application.ports.rulebooks import Rulebooks
from domain.client import Client
from domain.rulebook import Rulebook


class RulebookClientRegistry(ClientRegistry):
    """The clients of the rules in force."""

    def __init__(self, *, rulebooks: Rulebooks) -> None:
        self._rulebooks = rulebooks
        self._origins: tuple[Rulebook | None, AbstractSet[str]] = (None, frozenset())

    async def find(self, client_id: str) -> Client | None:
        """Give the client of that id, or None."""
        return self._rulebooks.current().clients.get(client_id)

    def knows_origin(self, origin: str) -> bool:
        """Tell whether scripts of that web origin may call for any client."""
        rulebook = self._rulebooks.current()
        if self._origins[0] is not rulebook:
            clients = rulebook.clients.values()
            self._origins = (rulebook, {o for client in clients for o in client.origins})
        return origin in self._origins[1]
