"""The contract of ``SessionStore.of``, on every adapter: where a person is signed in."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from adapters.store.memory.session_store import MemorySessionStore
from adapters.store.memory.store import MemoryStore
from adapters.store.redis.session_store import RedisSessionStore
from adapters.store.redis.store import RedisStore
from application.ports.session_store import SessionStore
from domain.session import Session
from tests.contract.entities import BARE_SESSION, DIGEST, FULL_SESSION, KEEP_FOR
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.anyio

ANNA, BERT = "1", "2"
MOST = 100
HOUR = timedelta(hours=1)


def a_session(name: str, subject: str = ANNA) -> Session:
    """Give a session that can be told from others by its ``sid``."""
    identity = replace(FULL_SESSION.identity, discord_id=subject)
    return replace(FULL_SESSION, sid=name, identity=identity)


async def begin(
    sessions: SessionStore, name: str, keep_for: timedelta = HOUR, subject: str = ANNA
) -> None:
    """Let a person be signed in under this name."""
    await sessions.put(name, a_session(name, subject), keep_for=keep_for)


async def begin_a_hundred(sessions: SessionStore) -> list[str]:
    """Let Anna have as many as one may, of which the first would end soonest."""
    names = [f"{number:03}" for number in range(MOST)]
    for name in reversed(names):
        await begin(sessions, name, HOUR + timedelta(minutes=int(name)))
    return names


async def names_of(sessions: SessionStore, subject: str = ANNA) -> list[str]:
    """Give the names of the sessions, each of which is whole."""
    found = await sessions.of(subject)
    assert all(session == a_session(name, subject) for name, session in found.items())
    return sorted(found)


class SessionsOfPersonContract:
    async def test_a_stranger_has_none(self, sessions: SessionStore) -> None:
        assert await sessions.of(ANNA) == {}

    @pytest.mark.parametrize("session", [FULL_SESSION, BARE_SESSION], ids=["full", "bare"])
    async def test_a_session_is_listed_with_every_field(
        self, sessions: SessionStore, session: Session
    ) -> None:
        await sessions.put(DIGEST, session, keep_for=KEEP_FOR)
        assert await sessions.of(session.identity.discord_id) == {DIGEST: session}

    async def test_each_has_their_own(self, sessions: SessionStore) -> None:
        await begin(sessions, "a")
        await begin(sessions, "b", subject=BERT)
        await begin(sessions, "c")
        assert await names_of(sessions) == ["a", "c"]
        assert await names_of(sessions, BERT) == ["b"]

    async def test_a_renewed_session_is_listed_once_and_as_it_is(
        self, sessions: SessionStore
    ) -> None:
        await begin(sessions, "a")
        renewed = replace(a_session("a"), has_email=False)
        assert await sessions.renew("a", renewed)
        assert await sessions.of(ANNA) == {"a": renewed}

    async def test_a_session_that_was_not_renewed_is_not_listed(
        self, sessions: SessionStore
    ) -> None:
        assert not await sessions.renew("a", a_session("a"))
        assert await sessions.of(ANNA) == {}

    async def test_an_ended_session_is_not_listed_and_the_others_are(
        self, sessions: SessionStore
    ) -> None:
        for name in ("a", "b", "c"):
            await begin(sessions, name)
        await sessions.end("b")
        await sessions.end("b")
        assert not await sessions.renew("b", a_session("b"))
        assert await names_of(sessions) == ["a", "c"]

    async def test_a_session_that_begins_where_one_ended_is_listed(
        self, sessions: SessionStore
    ) -> None:
        await begin(sessions, "a")
        await sessions.end("a")
        await begin(sessions, "a")
        assert await names_of(sessions) == ["a"]

    async def test_of_a_hundred_and_one_the_one_that_would_end_soonest_is_ended(
        self, sessions: SessionStore
    ) -> None:
        names = await begin_a_hundred(sessions)
        await begin(sessions, "another", KEEP_FOR, subject=BERT)
        assert await names_of(sessions) == names
        await begin(sessions, "new", 10 * HOUR)
        assert await names_of(sessions) == [*names[1:], "new"]
        assert await sessions.get(names[0]) is None
        assert await names_of(sessions, BERT) == ["another"]

    async def test_the_new_one_stays_however_short_it_lives(self, sessions: SessionStore) -> None:
        names = await begin_a_hundred(sessions)
        await begin(sessions, "new", KEEP_FOR)
        assert await names_of(sessions) == [*names[1:], "new"]

    async def test_those_that_were_ended_do_not_count(self, sessions: SessionStore) -> None:
        names = await begin_a_hundred(sessions)
        for name in names[50:]:
            await sessions.end(name)
        for number in range(50):
            await begin(sessions, f"new-{number:02}")
        assert await names_of(sessions) == [*names[:50], *(f"new-{n:02}" for n in range(50))]

    async def test_fifty_that_come_at_once_find_room(self, sessions: SessionStore) -> None:
        names = await begin_a_hundred(sessions)
        new = [f"new-{number:02}" for number in range(50)]
        await asyncio.gather(*(begin(sessions, name, 10 * HOUR) for name in new))
        assert await names_of(sessions) == [*names[50:], *new]
        assert not any([await sessions.get(name) for name in names[:50]])


class TestMemorySessionsOfPerson(SessionsOfPersonContract):
    @pytest.fixture
    def sessions(self) -> SessionStore:
        return MemorySessionStore(store=MemoryStore(clock=FakeClock()))


@pytest.mark.redis
class TestRedisSessionsOfPerson(SessionsOfPersonContract):
    @pytest.fixture
    def sessions(self, redis: Redis) -> SessionStore:
        return RedisSessionStore(store=RedisStore(redis=redis))
