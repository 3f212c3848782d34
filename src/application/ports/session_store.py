"""Port: sessions."""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol

from domain.session import Session


class SessionStore(Protocol):
    """Keeps sessions under the digest of their cookie.

    A session is never gone before ``keep_for`` has passed, unless it was ended or one person has
    got more than a hundred, and may stay longer: whether it is alive is decided by the session.
    Every verb raises ``StoreUnavailable``.
    """

    @abstractmethod
    async def put(self, session_digest: str, session: Session, *, keep_for: timedelta) -> None:
        """Keep a new session."""

    @abstractmethod
    async def get(self, session_digest: str) -> Session | None:
        """Look at a session; None if there is none, or no longer."""

    @abstractmethod
    async def renew(self, session_digest: str, session: Session) -> bool:
        """Replace a session that is still there, for the time it had left.

        False if it is not: a session that was ended does not come back.
        """

    @abstractmethod
    async def end(self, session_digest: str) -> None:
        """End a session; ending none is no error."""

    @abstractmethod
    async def of(self, subject: str) -> Mapping[str, Session]:
        """Give the sessions of a person that are there, by their digests."""
