"""A grant store that lets others go first at each step, and may lose what it has to say."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import TypeVar

from dependency_injector import providers

from adapters.store.memory.grant_store import MemoryGrantStore
from application.ports.grant_store import GrantStore, StoredGrant
from application.ports.store import StoreUnavailable
from domain.grant import Grant
from tests.integration.http.harness import Provider

T = TypeVar("T")


class HesitantGrants(GrantStore):
    """Passes everything on; ``loses`` names verbs that are done but not answered."""

    def __init__(self, behind: GrantStore) -> None:
        self._behind = behind
        self.loses: set[str] = set()

    async def get(self, grant_id: str) -> StoredGrant | None:
        """Look, after others."""
        return await self._later("get", lambda: self._behind.get(grant_id))

    async def replace(
        self,
        grant_id: str,
        before: StoredGrant,
        grant: Grant,
        *,
        revision: str,
        keep_for: timedelta | None,
    ) -> bool:
        """Replace, after others."""
        return await self._later(
            "replace",
            lambda: self._behind.replace(
                grant_id, before, grant, revision=revision, keep_for=keep_for
            ),
        )

    async def end(self, grant_id: str) -> None:
        """End, after others."""
        await self._later("end", lambda: self._behind.end(grant_id))

    async def of(self, subject: str) -> Mapping[str, Grant]:
        """Look, after others."""
        return await self._later("of", lambda: self._behind.of(subject))

    async def _later(self, verb: str, call: Callable[[], Awaitable[T]]) -> T:
        await asyncio.sleep(0)
        answer = await call()
        await asyncio.sleep(0)
        if verb in self.loses:
            raise StoreUnavailable(f"the reply of {verb} was lost")
        return answer


def hesitating(provider: Provider) -> HesitantGrants:
    """Put it in front of the grants of a provider that nobody has used yet."""
    grants = HesitantGrants(MemoryGrantStore(store=provider.memory))
    provider.container.adapters.grants.override(providers.Object(grants))
    return grants
