"""Use case: find out which client speaks (RFC 6749 section 2.3)."""

from application.ports.client_registry import ClientRegistry
from domain.client import Client
from domain.client_authentication import ClientCredentials
from domain.errors import UnregisteredClient


class AuthenticateClient:
    """Give the client whose credentials were presented, or raise ``InvalidClient``."""

    def __init__(self, *, clients: ClientRegistry) -> None:
        self._clients = clients

    async def __call__(self, credentials: ClientCredentials) -> Client:
        """Unknown client, wrong method and wrong secret read alike to the caller."""
        client = await self._clients.find(credentials.client_id)
        if client is None:
            raise UnregisteredClient(reason="client_id is not registered")
        client.authenticate(credentials)
        return client
