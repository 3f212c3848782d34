"""The contract of ``SessionStore``, on every adapter."""

import asyncio
from dataclasses import replace

import pytest
from redis.asyncio import Redis

from adapters.store.memory.session_store import MemorySessionStore
from adapters.store.memory.store import MemoryStore
from adapters.store.redis.session_store import RedisSessionStore
from adapters.store.redis.store import RedisStore
from application.ports.session_store import SessionStore
from domain.session import Session
from tests.contract.entities import BARE_SESSION, DIGEST, FULL_SESSION, KEEP_FOR, OTHER_DIGEST
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.anyio


class SessionStoreContract:
    @pytest.mark.parametrize("session", [FULL_SESSION, BARE_SESSION], ids=["full", "bare"])
    async def test_every_field_survives_the_round_trip(
        self, sessions: SessionStore, session: Session
    ) -> None:
        await sessions.put(DIGEST, session, keep_for=KEEP_FOR)
        assert await sessions.get(DIGEST) == session

    async def test_every_moment_comes_back_aware(self, sessions: SessionStore) -> None:
        await sessions.put(DIGEST, BARE_SESSION, keep_for=KEEP_FOR)
        kept = await sessions.get(DIGEST)
        assert kept is not None
        moments = (kept.auth_time, kept.read_at, kept.used_at, kept.expires_at)
        assert all(moment.utcoffset() is not None for moment in moments)

    async def test_nothing_is_shared_with_the_caller(self, sessions: SessionStore) -> None:
        await sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
        kept = await sessions.get(DIGEST)
        assert kept is not None
        assert kept is not FULL_SESSION
        assert kept.identity is not FULL_SESSION.identity
        assert kept is not await sessions.get(DIGEST)

    async def test_an_unknown_session_is_absent(self, sessions: SessionStore) -> None:
        assert await sessions.get(DIGEST) is None

    async def test_sessions_are_told_apart(self, sessions: SessionStore) -> None:
        await sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
        await sessions.put(OTHER_DIGEST, BARE_SESSION, keep_for=KEEP_FOR)
        assert await sessions.get(DIGEST) == FULL_SESSION
        assert await sessions.get(OTHER_DIGEST) == BARE_SESSION

    @pytest.mark.parametrize("renewed", [FULL_SESSION, BARE_SESSION], ids=["full", "bare"])
    async def test_renewing_replaces_every_field(
        self, sessions: SessionStore, renewed: Session
    ) -> None:
        await sessions.put(DIGEST, replace(FULL_SESSION, sid="before"), keep_for=KEEP_FOR)
        assert await sessions.renew(DIGEST, renewed)
        assert await sessions.get(DIGEST) == renewed

    async def test_a_session_is_renewed_as_often_as_wanted(self, sessions: SessionStore) -> None:
        await sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
        assert await sessions.renew(DIGEST, BARE_SESSION)
        assert await sessions.renew(DIGEST, BARE_SESSION)
        assert await sessions.renew(DIGEST, FULL_SESSION)
        assert await sessions.get(DIGEST) == FULL_SESSION

    async def test_renewing_one_session_leaves_the_others(self, sessions: SessionStore) -> None:
        await sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
        await sessions.put(OTHER_DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
        await sessions.renew(DIGEST, BARE_SESSION)
        assert await sessions.get(OTHER_DIGEST) == FULL_SESSION

    async def test_an_unknown_session_is_not_renewed_and_does_not_begin(
        self, sessions: SessionStore
    ) -> None:
        assert not await sessions.renew(DIGEST, FULL_SESSION)
        assert await sessions.get(DIGEST) is None

    async def test_an_ended_session_is_gone(self, sessions: SessionStore) -> None:
        await sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
        await sessions.end(DIGEST)
        assert await sessions.get(DIGEST) is None

    async def test_an_ended_session_is_not_renewed_and_does_not_come_back(
        self, sessions: SessionStore
    ) -> None:
        await sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
        await sessions.end(DIGEST)
        assert not await sessions.renew(DIGEST, FULL_SESSION)
        assert await sessions.get(DIGEST) is None

    async def test_ending_nothing_is_no_error(self, sessions: SessionStore) -> None:
        await sessions.end(DIGEST)
        await sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
        await sessions.end(DIGEST)
        await sessions.end(DIGEST)
        assert await sessions.get(DIGEST) is None

    async def test_ending_one_session_leaves_the_others(self, sessions: SessionStore) -> None:
        await sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
        await sessions.put(OTHER_DIGEST, BARE_SESSION, keep_for=KEEP_FOR)
        await sessions.end(DIGEST)
        assert await sessions.get(OTHER_DIGEST) == BARE_SESSION

    async def test_whoever_renews_while_it_ends_brings_nothing_back(
        self, sessions: SessionStore
    ) -> None:
        for number in range(20):
            name = f"session-{number}"
            await sessions.put(name, FULL_SESSION, keep_for=KEEP_FOR)
            renewals = [sessions.renew(name, BARE_SESSION) for _ in range(10)]
            await asyncio.gather(*renewals[:5], sessions.end(name), *renewals[5:])
            assert await sessions.get(name) is None


class TestMemorySessionStore(SessionStoreContract):
    @pytest.fixture
    def sessions(self) -> SessionStore:
        return MemorySessionStore(store=MemoryStore(clock=FakeClock()))


@pytest.mark.redis
class TestRedisSessionStore(SessionStoreContract):
    @pytest.fixture
    def sessions(self, redis: Redis) -> SessionStore:
        return RedisSessionStore(store=RedisStore(redis=redis))
