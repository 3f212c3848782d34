"""Use case: describe this provider (OpenID Connect Discovery section 3, RFC 8414)."""

from application.ports.rulebooks import Rulebooks
from domain.metadata import OperatorPages, provider_metadata


class DescribeProvider:
    """Give the metadata: the same on every worker, and from the settings alone."""

    def __init__(
        self, *, issuer: str, pages: OperatorPages, offline_access: bool, rulebooks: Rulebooks
    ) -> None:
        self._issuer = issuer
        self._pages = pages
        self._offline_access = offline_access
        self._rulebooks = rulebooks

    async def __call__(self) -> dict[str, object]:
        """Give the provider metadata."""
        clients = self._rulebooks.current().clients.values()
        return provider_metadata(
            self._issuer,
            self._pages,
            offline_access=self._offline_access,
            algorithms=[client.id_token_signed_response_alg for client in clients],
        )
