"""Use case: describe this provider (OpenID Connect Discovery section 3, RFC 8414)."""

from domain.metadata import OperatorPages, provider_metadata


class DescribeProvider:
    """Give the metadata: the same on every worker, and from the settings alone."""

    def __init__(self, *, issuer: str, pages: OperatorPages, offline_access: bool) -> None:
        self._metadata = provider_metadata(issuer, pages, offline_access=offline_access)

    async def __call__(self) -> dict[str, object]:
        """Give the provider metadata."""
        return self._metadata
