"""Port: grants, created by redeeming a code."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from domain.grant import Grant


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredGrant:
    """A grant as it lies in the store; ``revision`` is another after each change."""

    grant: Grant
    revision: str


class GrantStore(Protocol):
    """Holds grants, with their refresh tokens, under the digest of their code.

    A grant is never gone before its time has passed, unless it was ended or one client has got
    more than a hundred of one person, and may stay longer. Every verb raises ``StoreUnavailable``.
    """

    @abstractmethod
    async def get(self, grant_id: str) -> StoredGrant | None:
        """Look at a grant; None if there is none, or no longer."""

    @abstractmethod
    async def replace(
        self,
        grant_id: str,
        before: StoredGrant,
        grant: Grant,
        *,
        revision: str,
        keep_for: timedelta | None,
    ) -> bool:
        """Replace a grant that is still as it was in ``before``, in one indivisible step.

        It is kept for a new time, or with None for the time it had left. False, and nothing is
        changed, if it was changed or ended meanwhile. The same ``revision`` again is the same
        change, so that an adapter may repeat a call whose reply was lost.
        """

    @abstractmethod
    async def end(self, grant_id: str) -> None:
        """End a grant, and with it every token of it; ending none is no error."""

    @abstractmethod
    async def of(self, subject: str) -> Mapping[str, Grant]:
        """Give the grants of a person that are there, by their ids."""
