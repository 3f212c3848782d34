"""Use case: find the issuer for a resource (RFC 7033, OpenID Connect Discovery section 2)."""

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet

from domain.webfinger import host_of_resource, one_resource, resource_descriptor


class FindIssuer:
    """Answer for domains, whoever is named there: nobody learns who is a member."""

    def __init__(self, *, issuer: str, domains: AbstractSet[str]) -> None:
        self._issuer = issuer
        self._domains = domains

    async def __call__(
        self, resources: Sequence[str], relations: Collection[str]
    ) -> dict[str, object] | None:
        """Describe the one resource; None if it is of no domain of ours."""
        if not self._domains:
            return None
        resource = one_resource(resources)
        if host_of_resource(resource) not in self._domains:
            return None
        return resource_descriptor(resource, relations, issuer=self._issuer)
