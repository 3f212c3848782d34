"""Use case: describe this provider (OpenID Connect Discovery section 3, RFC 8414)."""

from collections.abc import Iterable

from domain.client import Client
from domain.metadata import OperatorPages, provider_metadata


class DescribeProvider:
    """Give the metadata: the same on every worker, and from the settings alone."""

    def __init__(
        self,
        *,
        issuer: str,
        pages: OperatorPages,
        offline_access: bool,
        clients: Iterable[Client] = (),
    ) -> None:
        algorithms = [client.id_token_signed_response_alg for client in clients]
        self._metadata = provider_metadata(
            issuer, pages, offline_access=offline_access, algorithms=algorithms
        )

    async def __call__(self) -> dict[str, object]:
        """Give the provider metadata."""
        return self._metadata
