"""The contract of ``ConsentStore``, on every adapter."""

import asyncio
from itertools import combinations, cycle, islice

import pytest
from redis.asyncio import Redis

from adapters.store.memory.consent_store import MemoryConsentStore
from adapters.store.memory.store import MemoryStore
from adapters.store.redis.consent_store import RedisConsentStore
from adapters.store.redis.store import RedisStore
from application.ports.consent_store import ConsentStore
from domain.scope import KNOWN_SCOPES
from tests.contract.entities import KEEP_FOR
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.anyio

SUBJECT, OTHER_SUBJECT = "80351110224678912", "8035111022467891"
CLIENT = "dashboard"
# Ids that a key made by mere joining would take for one another.
ODD_CLIENTS = [
    "a", "A", "a:b", ":a", "a:", "a b", " a", "*", "a*", "{a}", "a\\n", "a\n", "a\x00", "\x00",
    "a%3Ab", "\N{GREEK SMALL LETTER ALPHA}", "\N{SNOWMAN}", f"{SUBJECT}:a", "x" * 1000, "x" * 1001,
]  # fmt: skip


class ConsentStoreContract:
    async def test_who_agreed_to_nothing_is_remembered_with_nothing(
        self, consents: ConsentStore
    ) -> None:
        assert await consents.remembered(SUBJECT, CLIENT) == frozenset()

    async def test_every_scope_survives_the_round_trip(self, consents: ConsentStore) -> None:
        await consents.remember(SUBJECT, CLIENT, set(KNOWN_SCOPES), keep_for=KEEP_FOR)
        assert await consents.remembered(SUBJECT, CLIENT) == frozenset(KNOWN_SCOPES)

    async def test_what_was_agreed_to_adds_up(self, consents: ConsentStore) -> None:
        await consents.remember(SUBJECT, CLIENT, {"openid", "email"}, keep_for=KEEP_FOR)
        await consents.remember(SUBJECT, CLIENT, {"openid", "roles"}, keep_for=KEEP_FOR)
        assert await consents.remembered(SUBJECT, CLIENT) == {"openid", "email", "roles"}

    async def test_agreeing_again_changes_nothing(self, consents: ConsentStore) -> None:
        for _ in range(3):
            await consents.remember(SUBJECT, CLIENT, {"openid"}, keep_for=KEEP_FOR)
        assert await consents.remembered(SUBJECT, CLIENT) == {"openid"}

    async def test_agreeing_to_nothing_more_takes_nothing_away(
        self, consents: ConsentStore
    ) -> None:
        await consents.remember(SUBJECT, CLIENT, set(), keep_for=KEEP_FOR)
        assert await consents.remembered(SUBJECT, CLIENT) == frozenset()
        await consents.remember(SUBJECT, CLIENT, {"openid"}, keep_for=KEEP_FOR)
        await consents.remember(SUBJECT, CLIENT, set(), keep_for=KEEP_FOR)
        assert await consents.remembered(SUBJECT, CLIENT) == {"openid"}

    async def test_one_person_does_not_agree_for_another(self, consents: ConsentStore) -> None:
        await consents.remember(SUBJECT, CLIENT, {"openid"}, keep_for=KEEP_FOR)
        assert await consents.remembered(OTHER_SUBJECT, CLIENT) == frozenset()

    async def test_one_client_does_not_profit_from_another(self, consents: ConsentStore) -> None:
        await consents.remember(SUBJECT, CLIENT, {"openid"}, keep_for=KEEP_FOR)
        assert await consents.remembered(SUBJECT, CLIENT + "2") == frozenset()

    async def test_clients_of_odd_names_are_told_apart(self, consents: ConsentStore) -> None:
        pairs = list(islice(cycle(combinations(KNOWN_SCOPES, 2)), len(ODD_CLIENTS)))
        for client_id, scope in zip(ODD_CLIENTS, pairs, strict=True):
            await consents.remember(SUBJECT, client_id, set(scope), keep_for=KEEP_FOR)
        for client_id, scope in zip(ODD_CLIENTS, pairs, strict=True):
            assert await consents.remembered(SUBJECT, client_id) == set(scope)

    async def test_what_is_agreed_to_in_two_tabs_at_once_adds_up(
        self, consents: ConsentStore
    ) -> None:
        await asyncio.gather(
            *(
                consents.remember(SUBJECT, CLIENT, {scope}, keep_for=KEEP_FOR)
                for scope in KNOWN_SCOPES
            )
        )
        assert await consents.remembered(SUBJECT, CLIENT) == frozenset(KNOWN_SCOPES)


class TestMemoryConsentStore(ConsentStoreContract):
    @pytest.fixture
    def consents(self) -> ConsentStore:
        return MemoryConsentStore(store=MemoryStore(clock=FakeClock()))


@pytest.mark.redis
class TestRedisConsentStore(ConsentStoreContract):
    @pytest.fixture
    def consents(self, redis: Redis) -> ConsentStore:
        return RedisConsentStore(store=RedisStore(redis=redis))
