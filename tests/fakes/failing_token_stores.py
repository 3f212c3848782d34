"""The stores of tokens, failing as the test has set."""

from collections.abc import Mapping
from datetime import timedelta

from application.ports.auth_code_store import AuthCodeStore, Redemption, StoredCode
from application.ports.grant_store import GrantStore, StoredGrant
from domain.auth_code import AuthCode
from domain.grant import Grant
from tests.fakes.failing_store import Faults


class FailingAuthCodeStore(AuthCodeStore):
    """A code store with faults."""

    def __init__(self, behind: AuthCodeStore, faults: Faults) -> None:
        self._behind = behind
        self._faults = faults

    async def put(self, code_digest: str, auth_code: AuthCode, *, keep_for: timedelta) -> None:
        """Keep, or fail."""
        await self._faults.run(
            "put", lambda: self._behind.put(code_digest, auth_code, keep_for=keep_for)
        )

    async def get(self, code_digest: str) -> StoredCode | None:
        """Look, or fail."""
        return await self._faults.run("get", lambda: self._behind.get(code_digest))

    async def redeem(
        self, code_digest: str, grant: Grant, *, attempt: str, keep_for: timedelta
    ) -> Redemption:
        """Redeem, or fail."""
        return await self._faults.run(
            "redeem",
            lambda: self._behind.redeem(code_digest, grant, attempt=attempt, keep_for=keep_for),
        )


class FailingGrantStore(GrantStore):
    """A grant store with faults."""

    def __init__(self, behind: GrantStore, faults: Faults) -> None:
        self._behind = behind
        self._faults = faults

    async def get(self, grant_id: str) -> StoredGrant | None:
        """Look, or fail."""
        return await self._faults.run("get", lambda: self._behind.get(grant_id))

    async def replace(
        self,
        grant_id: str,
        before: StoredGrant,
        grant: Grant,
        *,
        revision: str,
        keep_for: timedelta | None,
    ) -> bool:
        """Replace, or fail."""
        return await self._faults.run(
            "replace",
            lambda: self._behind.replace(
                grant_id, before, grant, revision=revision, keep_for=keep_for
            ),
        )

    async def end(self, grant_id: str) -> None:
        """End, or fail."""
        await self._faults.run("end", lambda: self._behind.end(grant_id))

    async def of(self, subject: str) -> Mapping[str, Grant]:
        """Look for all of a person, or fail."""
        return await self._faults.run("of", lambda: self._behind.of(subject))


class GrantChangedMeanwhile(FailingGrantStore):
    """A store in which somebody else is faster each time."""

    async def replace(
        self,
        grant_id: str,
        before: StoredGrant,
        grant: Grant,
        *,
        revision: str,
        keep_for: timedelta | None,
    ) -> bool:
        """Change it, and then come too late."""
        theirs = f"theirs of {revision}"
        await super().replace(grant_id, before, before.grant, revision=theirs, keep_for=None)
        return await super().replace(grant_id, before, grant, revision=revision, keep_for=keep_for)


class GrantEndedMeanwhile(FailingGrantStore):
    """A store in which somebody ends each grant just before it is changed."""

    async def replace(
        self,
        grant_id: str,
        before: StoredGrant,
        grant: Grant,
        *,
        revision: str,
        keep_for: timedelta | None,
    ) -> bool:
        """End, and then come too late."""
        await self.end(grant_id)
        return await super().replace(grant_id, before, grant, revision=revision, keep_for=keep_for)
