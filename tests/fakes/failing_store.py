"""Stores that fail as the test has set, in front of a store that works."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from application.ports.login_store import LoginStore
from application.ports.store import Store, StoreUnavailable
from domain.login import Login

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Faults:
    """Verbs that fail before they do anything, and verbs that do it but lose the reply.

    Every verb lets the other tasks run first, so that concurrent callers do interleave.
    ``asked`` are all that were called.
    """

    refused: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    asked: list[str] = field(init=False, default_factory=list, compare=False)

    async def run(self, verb: str, call: Callable[[], Awaitable[T]]) -> T:
        """Do what the verb does, with its fault."""
        self.asked.append(verb)
        await asyncio.sleep(0)
        if verb in self.refused:
            raise StoreUnavailable(f"{verb} was refused")
        answer = await call()
        if verb in self.lost:
            raise StoreUnavailable(f"the reply of {verb} was lost")
        return answer


class FailingStore(Store):
    """A database that does not answer."""

    async def ping(self) -> None:
        """Fail."""
        raise StoreUnavailable("nobody there")


class FailingLoginStore(LoginStore):
    """A login store with faults."""

    def __init__(self, behind: LoginStore, faults: Faults) -> None:
        self._behind = behind
        self._faults = faults

    async def put(self, state_digest: str, login: Login, *, keep_for: timedelta) -> None:
        """Keep, or fail."""
        await self._faults.run(
            "put", lambda: self._behind.put(state_digest, login, keep_for=keep_for)
        )

    async def get(self, state_digest: str) -> Login | None:
        """Look, or fail."""
        return await self._faults.run("get", lambda: self._behind.get(state_digest))

    async def take(self, state_digest: str, *, attempt: str) -> bool:
        """Take, or fail."""
        return await self._faults.run(
            "take", lambda: self._behind.take(state_digest, attempt=attempt)
        )
