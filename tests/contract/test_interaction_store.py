"""The contract of ``InteractionStore``, on every adapter."""

import asyncio

import pytest
from redis.asyncio import Redis

from adapters.store.memory.interaction_store import MemoryInteractionStore
from adapters.store.memory.store import MemoryStore
from adapters.store.redis.interaction_store import RedisInteractionStore
from adapters.store.redis.store import RedisStore
from application.ports.interaction_store import InteractionStore
from domain.interaction import Interaction
from tests.contract.entities import (
    BARE_INTERACTION,
    DIGEST,
    FULL_INTERACTION,
    KEEP_FOR,
    OTHER_DIGEST,
)
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.anyio


class InteractionStoreContract:
    @pytest.mark.parametrize(
        "interaction", [FULL_INTERACTION, BARE_INTERACTION], ids=["full", "bare"]
    )
    async def test_every_field_survives_the_round_trip(
        self, interactions: InteractionStore, interaction: Interaction
    ) -> None:
        await interactions.put(DIGEST, interaction, keep_for=KEEP_FOR)
        assert await interactions.get(DIGEST) == interaction

    async def test_a_moment_comes_back_aware(self, interactions: InteractionStore) -> None:
        await interactions.put(DIGEST, BARE_INTERACTION, keep_for=KEEP_FOR)
        kept = await interactions.get(DIGEST)
        assert kept is not None
        assert kept.expires_at.utcoffset() is not None

    async def test_nothing_is_shared_with_the_caller(self, interactions: InteractionStore) -> None:
        await interactions.put(DIGEST, FULL_INTERACTION, keep_for=KEEP_FOR)
        kept = await interactions.get(DIGEST)
        assert kept is not None
        assert kept is not FULL_INTERACTION
        assert kept.request is not FULL_INTERACTION.request
        assert kept is not await interactions.get(DIGEST)

    async def test_an_unknown_interaction_is_absent(self, interactions: InteractionStore) -> None:
        assert await interactions.get(DIGEST) is None

    async def test_an_unknown_interaction_cannot_be_taken(
        self, interactions: InteractionStore
    ) -> None:
        assert not await interactions.take(DIGEST, attempt="first")
        assert await interactions.get(DIGEST) is None

    async def test_looking_at_an_interaction_does_not_use_it_up(
        self, interactions: InteractionStore
    ) -> None:
        await interactions.put(DIGEST, FULL_INTERACTION, keep_for=KEEP_FOR)
        await interactions.get(DIGEST)
        assert await interactions.get(DIGEST) == FULL_INTERACTION
        assert await interactions.take(DIGEST, attempt="first")

    async def test_an_interaction_is_taken_once(self, interactions: InteractionStore) -> None:
        await interactions.put(DIGEST, FULL_INTERACTION, keep_for=KEEP_FOR)
        assert await interactions.take(DIGEST, attempt="first")
        assert not await interactions.take(DIGEST, attempt="second")

    async def test_the_same_attempt_again_is_the_same_taker(
        self, interactions: InteractionStore
    ) -> None:
        await interactions.put(DIGEST, FULL_INTERACTION, keep_for=KEEP_FOR)
        assert await interactions.take(DIGEST, attempt="first")
        assert not await interactions.take(DIGEST, attempt="second")
        assert await interactions.take(DIGEST, attempt="first")

    async def test_a_taken_interaction_is_no_longer_seen(
        self, interactions: InteractionStore
    ) -> None:
        await interactions.put(DIGEST, FULL_INTERACTION, keep_for=KEEP_FOR)
        await interactions.take(DIGEST, attempt="first")
        assert await interactions.get(DIGEST) is None

    async def test_putting_a_taken_interaction_again_does_not_bring_it_back(
        self, interactions: InteractionStore
    ) -> None:
        await interactions.put(DIGEST, FULL_INTERACTION, keep_for=KEEP_FOR)
        await interactions.take(DIGEST, attempt="first")
        await interactions.put(DIGEST, FULL_INTERACTION, keep_for=KEEP_FOR)
        assert await interactions.get(DIGEST) is None
        assert not await interactions.take(DIGEST, attempt="second")

    async def test_taking_one_interaction_leaves_the_others(
        self, interactions: InteractionStore
    ) -> None:
        await interactions.put(DIGEST, FULL_INTERACTION, keep_for=KEEP_FOR)
        await interactions.put(OTHER_DIGEST, BARE_INTERACTION, keep_for=KEEP_FOR)
        await interactions.take(DIGEST, attempt="first")
        assert await interactions.get(OTHER_DIGEST) == BARE_INTERACTION
        assert await interactions.take(OTHER_DIGEST, attempt="first")

    async def test_only_one_of_fifty_concurrent_takers_wins(
        self, interactions: InteractionStore
    ) -> None:
        await interactions.put(DIGEST, FULL_INTERACTION, keep_for=KEEP_FOR)
        takers = [interactions.take(DIGEST, attempt=f"attempt-{number}") for number in range(50)]
        assert sum(await asyncio.gather(*takers)) == 1


class TestMemoryInteractionStore(InteractionStoreContract):
    @pytest.fixture
    def interactions(self) -> InteractionStore:
        return MemoryInteractionStore(store=MemoryStore(clock=FakeClock()))


@pytest.mark.redis
class TestRedisInteractionStore(InteractionStoreContract):
    @pytest.fixture
    def interactions(self, redis: Redis) -> InteractionStore:
        return RedisInteractionStore(store=RedisStore(redis=redis))
