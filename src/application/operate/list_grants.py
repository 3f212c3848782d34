"""Use case: show an operator which applications hold tokens of somebody."""

from application.ports.grant_store import GrantStore
from domain.grant import Grant


class ListGrants:
    """Give the grants of a person, the oldest sign-in first."""

    def __init__(self, *, grants: GrantStore) -> None:
        self._grants = grants

    async def __call__(self, subject: str) -> list[Grant]:
        """Give them, or raise ``StoreUnavailable``."""
        found = (await self._grants.of(subject)).values()
        return sorted(found, key=lambda grant: (grant.auth_time, grant.client_id))
