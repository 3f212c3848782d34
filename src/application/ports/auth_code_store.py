"""Port: authorization codes."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Protocol

from domain.auth_code import AuthCode
from domain.grant import Grant


class Redemption(Enum):
    """What became of an attempt to redeem a code."""

    FIRST = "first"
    REPLAY = "replay"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCode:
    """A code as it lies in the store, and whether it has been redeemed."""

    auth_code: AuthCode
    used: bool


class AuthCodeStore(Protocol):
    """Keeps codes under their digest; a used one stays as a tombstone.

    A code is never gone before ``keep_for`` has passed, and may stay longer: whether it has
    expired is decided by the code. Every verb raises ``StoreUnavailable``.
    """

    @abstractmethod
    async def put(self, code_digest: str, auth_code: AuthCode, *, keep_for: timedelta) -> None:
        """Keep a new code."""

    @abstractmethod
    async def get(self, code_digest: str) -> StoredCode | None:
        """Look at a code without using it up; None if it is unknown."""

    @abstractmethod
    async def redeem(
        self, code_digest: str, grant: Grant, *, attempt: str, keep_for: timedelta
    ) -> Redemption:
        """Use a code up and create its grant, in one indivisible step.

        FIRST for exactly one of all attempts, whatever runs at once; the grant lies under the
        same digest for ``keep_for``, as does the tombstone,
        unless that is more than a day. The same ``attempt`` again is the
        same redeemer, so that an adapter may repeat a call whose reply was lost; it does not
        bring back a grant that was ended in between. The first revision of the grant is the
        ``attempt``.
        """
