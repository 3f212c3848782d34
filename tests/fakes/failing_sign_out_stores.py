"""The stores of a sign-out, failing as the test has set."""

from datetime import timedelta

from application.ports.logout_store import LogoutStore
from application.ports.sign_ons import SignOns
from domain.logout import PendingLogout
from tests.fakes.failing_store import Faults


class FailingLogoutStore(LogoutStore):
    """A store of pending logouts with faults."""

    def __init__(self, behind: LogoutStore, faults: Faults) -> None:
        self._behind = behind
        self._faults = faults

    async def put(self, token_digest: str, pending: PendingLogout, *, keep_for: timedelta) -> None:
        """Keep, or fail."""
        await self._faults.run(
            "put", lambda: self._behind.put(token_digest, pending, keep_for=keep_for)
        )

    async def get(self, token_digest: str) -> PendingLogout | None:
        """Look, or fail."""
        return await self._faults.run("get", lambda: self._behind.get(token_digest))


class FailingSignOns(SignOns):
    """Sign-ons with faults."""

    def __init__(self, behind: SignOns, faults: Faults) -> None:
        self._behind = behind
        self._faults = faults

    async def join(self, sid: str, client_id: str, *, keep_for: timedelta) -> None:
        """Join, or fail."""
        await self._faults.run("join", lambda: self._behind.join(sid, client_id, keep_for=keep_for))

    async def end(self, sid: str, *, keep_for: timedelta) -> frozenset[str]:
        """End, or fail."""
        return await self._faults.run("end", lambda: self._behind.end(sid, keep_for=keep_for))

    async def has_ended(self, sid: str) -> bool:
        """Look, or fail."""
        return await self._faults.run("has_ended", lambda: self._behind.has_ended(sid))
