"""Interactions in Redis."""

from datetime import timedelta

from adapters.store.codec import decode, encode
from adapters.store.keys import interaction_key
from adapters.store.redis.records import RedisRecords
from adapters.store.redis.store import RedisStore
from application.ports.interaction_store import InteractionStore
from domain.interaction import Interaction


class RedisInteractionStore(InteractionStore):
    """Keeps interactions under ``interaction:<digest>``."""

    def __init__(self, *, store: RedisStore) -> None:
        self._store = store
        self._records = RedisRecords(store=store)

    async def put(
        self, interaction_digest: str, interaction: Interaction, *, keep_for: timedelta
    ) -> None:
        """Keep a new interaction."""
        await self._records.put(
            self._store.key(interaction_key(interaction_digest)), encode(interaction), keep_for
        )

    async def get(self, interaction_digest: str) -> Interaction | None:
        """Look at an interaction that nobody has taken."""
        payload, by = await self._records.get(self._store.key(interaction_key(interaction_digest)))
        return decode(payload, Interaction) if payload and by is None else None

    async def take(self, interaction_digest: str, *, attempt: str) -> bool:
        """Use an interaction up: True for the first attempt, and for that one again."""
        return await self._records.take(
            self._store.key(interaction_key(interaction_digest)), attempt
        )
