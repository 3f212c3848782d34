"""Port: questions put to people in the middle of a sign-in."""

from abc import abstractmethod
from datetime import timedelta
from typing import Protocol

from domain.interaction import Interaction


class InteractionStore(Protocol):
    """Keeps interactions under the digest of the token in the page's address.

    One is never gone before ``keep_for`` has passed, and may stay longer: whether it has
    expired is decided by the interaction. Every verb raises ``StoreUnavailable``.
    """

    @abstractmethod
    async def put(
        self, interaction_digest: str, interaction: Interaction, *, keep_for: timedelta
    ) -> None:
        """Keep a new interaction."""

    @abstractmethod
    async def get(self, interaction_digest: str) -> Interaction | None:
        """Look at an interaction without using it up; None if it is unknown or was taken."""

    @abstractmethod
    async def take(self, interaction_digest: str, *, attempt: str) -> bool:
        """Use an interaction up: True for exactly one of all attempts, whatever runs at once.

        The same ``attempt`` again is the same taker, so that an adapter may repeat a call
        whose reply was lost.
        """
