"""Interactions in memory."""

from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import interaction_key
from adapters.store.memory.store import MemoryStore
from application.ports.interaction_store import InteractionStore
from domain.interaction import Interaction


class MemoryInteractionStore(InteractionStore):
    """Keeps interactions under ``interaction:<digest>``."""

    def __init__(self, *, store: MemoryStore) -> None:
        self._store = store

    async def put(
        self, interaction_digest: str, interaction: Interaction, *, keep_for: timedelta
    ) -> None:
        """Keep a new interaction."""
        self._store.put(interaction_key(interaction_digest), encode(interaction), keep_for)

    async def get(self, interaction_digest: str) -> Interaction | None:
        """Look at an interaction that nobody has taken."""
        data = self._store.unused(interaction_key(interaction_digest))
        return decode(data, Interaction) if data else None

    async def take(self, interaction_digest: str, *, attempt: str) -> bool:
        """Use an interaction up: True for the first attempt, and for that one again."""
        return self._store.take(interaction_key(interaction_digest), attempt)
