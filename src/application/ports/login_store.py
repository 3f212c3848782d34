"""Port: pending trips to Discord."""

from abc import abstractmethod
from datetime import timedelta
from typing import Protocol

from domain.login import Login


class LoginStore(Protocol):
    """Keeps logins under the digest of the state that was sent to Discord.

    A login is never gone before ``keep_for`` has passed, and may stay longer: whether it has
    expired is decided by the login. Every verb raises ``StoreUnavailable``.
    """

    @abstractmethod
    async def put(self, state_digest: str, login: Login, *, keep_for: timedelta) -> None:
        """Keep a new login."""

    @abstractmethod
    async def get(self, state_digest: str) -> Login | None:
        """Look at a login without using it up; None if it is unknown or was taken."""

    @abstractmethod
    async def take(self, state_digest: str, *, attempt: str) -> bool:
        """Use a login up: True for exactly one of all attempts, whatever runs at once.

        The same ``attempt`` again is the same taker, so that an adapter may repeat a call
        whose reply was lost.
        """
