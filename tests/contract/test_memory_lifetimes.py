"""How long sessions, questions, consents, logouts and posted requests stay in memory."""

from datetime import timedelta

import pytest

from adapters.store.memory.consent_store import MemoryConsentStore
from adapters.store.memory.interaction_store import MemoryInteractionStore
from adapters.store.memory.logout_store import MemoryLogoutStore
from adapters.store.memory.request_store import MemoryRequestStore
from adapters.store.memory.session_store import MemorySessionStore
from adapters.store.memory.sign_ons import MemorySignOns
from adapters.store.memory.store import MemoryStore
from application.ports.store import StoreUnavailable
from tests.contract.entities import (
    BARE_SESSION,
    DIGEST,
    FULL_HELD,
    FULL_INTERACTION,
    FULL_LOGOUT,
    FULL_SESSION,
    KEEP_FOR,
)
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.anyio

_SECONDS = KEEP_FOR.total_seconds()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


async def test_a_session_is_not_gone_before_its_time_and_gone_after(clock: FakeClock) -> None:
    sessions = MemorySessionStore(store=MemoryStore(clock=clock))
    await sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
    clock.advance(_SECONDS - 0.001)
    assert await sessions.get(DIGEST) == FULL_SESSION
    clock.advance(0.001)
    assert await sessions.get(DIGEST) is None
    assert not await sessions.renew(DIGEST, FULL_SESSION)
    assert await sessions.get(DIGEST) is None


async def test_renewing_a_session_does_not_lengthen_its_life(clock: FakeClock) -> None:
    sessions = MemorySessionStore(store=MemoryStore(clock=clock))
    await sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
    clock.advance(_SECONDS - 1)
    assert await sessions.renew(DIGEST, BARE_SESSION)
    clock.advance(0.999)
    assert await sessions.get(DIGEST) == BARE_SESSION
    clock.advance(0.001)
    assert await sessions.get(DIGEST) is None


async def test_a_session_that_begins_where_one_ended_lives_its_own_time(clock: FakeClock) -> None:
    sessions = MemorySessionStore(store=MemoryStore(clock=clock))
    await sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
    await sessions.end(DIGEST)
    await sessions.put(DIGEST, BARE_SESSION, keep_for=2 * KEEP_FOR)
    clock.advance(_SECONDS)
    assert await sessions.get(DIGEST) == BARE_SESSION


async def test_an_interaction_is_not_gone_before_its_time_and_gone_after(clock: FakeClock) -> None:
    interactions = MemoryInteractionStore(store=MemoryStore(clock=clock))
    await interactions.put(DIGEST, FULL_INTERACTION, keep_for=KEEP_FOR)
    clock.advance(_SECONDS - 0.001)
    assert await interactions.get(DIGEST) == FULL_INTERACTION
    clock.advance(0.001)
    assert await interactions.get(DIGEST) is None
    assert not await interactions.take(DIGEST, attempt="first")


async def test_a_posted_request_is_not_gone_before_its_time_and_gone_after(
    clock: FakeClock,
) -> None:
    requests = MemoryRequestStore(store=MemoryStore(clock=clock))
    await requests.put(DIGEST, FULL_HELD, keep_for=KEEP_FOR)
    clock.advance(_SECONDS - 0.001)
    assert await requests.get(DIGEST) == FULL_HELD
    clock.advance(0.001)
    assert await requests.get(DIGEST) is None


async def test_agreeing_again_begins_the_time_of_all_scopes_anew(clock: FakeClock) -> None:
    consents = MemoryConsentStore(store=MemoryStore(clock=clock))
    await consents.remember("1", "dashboard", {"openid"}, keep_for=KEEP_FOR)
    clock.advance(_SECONDS - 1)
    await consents.remember("1", "dashboard", {"email"}, keep_for=KEEP_FOR)
    clock.advance(_SECONDS - 0.001)
    assert await consents.remembered("1", "dashboard") == {"openid", "email"}
    clock.advance(0.001)
    assert await consents.remembered("1", "dashboard") == frozenset()


async def test_a_pending_logout_is_not_gone_before_its_time_and_gone_after(
    clock: FakeClock,
) -> None:
    logouts = MemoryLogoutStore(store=MemoryStore(clock=clock))
    await logouts.put(DIGEST, FULL_LOGOUT, keep_for=KEEP_FOR)
    clock.advance(_SECONDS - 0.001)
    assert await logouts.get(DIGEST) == FULL_LOGOUT
    clock.advance(0.001)
    assert await logouts.get(DIGEST) is None


async def test_joining_again_begins_the_time_of_all_clients_anew(clock: FakeClock) -> None:
    sign_ons = MemorySignOns(store=MemoryStore(clock=clock))
    await sign_ons.join("s", "dashboard", keep_for=KEEP_FOR)
    clock.advance(_SECONDS - 1)
    await sign_ons.join("s", "forum", keep_for=KEEP_FOR)
    clock.advance(_SECONDS - 0.001)
    assert await sign_ons.end("s", keep_for=KEEP_FOR) == {"dashboard", "forum"}
    clock.advance(0.001)
    assert await sign_ons.end("s", keep_for=KEEP_FOR) == frozenset()


async def test_the_mark_is_not_gone_before_its_time_counted_from_the_last_end(
    clock: FakeClock,
) -> None:
    sign_ons = MemorySignOns(store=MemoryStore(clock=clock))
    await sign_ons.end("s", keep_for=KEEP_FOR)
    clock.advance(_SECONDS - 1)
    await sign_ons.end("s", keep_for=KEEP_FOR)
    clock.advance(_SECONDS - 0.001)
    assert await sign_ons.has_ended("s")
    clock.advance(0.001)
    assert not await sign_ons.has_ended("s")


async def test_a_full_memory_forgets_no_consent_and_no_session(clock: FakeClock) -> None:
    # A consent, a session, and the list of that person's sessions.
    store = MemoryStore(clock=clock, most_records=3)
    consents, sessions = MemoryConsentStore(store=store), MemorySessionStore(store=store)
    await consents.remember("1", "dashboard", {"openid"}, keep_for=KEEP_FOR)
    await sessions.put(DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
    with pytest.raises(StoreUnavailable):
        await sessions.put("another", FULL_SESSION, keep_for=timedelta(seconds=1))
    with pytest.raises(StoreUnavailable):
        await consents.remember("2", "dashboard", {"openid"}, keep_for=KEEP_FOR)
    await consents.remember("1", "dashboard", {"email"}, keep_for=KEEP_FOR)
    assert await sessions.renew(DIGEST, BARE_SESSION)
    assert await consents.remembered("1", "dashboard") == {"openid", "email"}
    assert await sessions.get(DIGEST) == BARE_SESSION
