"""How long grants, and the lists of what a person has, stay in memory."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.store.memory.session_store import MemorySessionStore
from adapters.store.memory.store import MemoryStore
from application.ports.grant_store import StoredGrant
from application.ports.store import StoreUnavailable
from tests.contract.code_stores import CodeStores, memory_stores
from tests.contract.entities import BARE_SESSION, DIGEST, FULL_SESSION, KEEP_FOR, OTHER_DIGEST
from tests.contract.grants import FULL_GRANT, HOUR
from tests.contract.stores import PERSON, all_memory_stores
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.anyio

_SECONDS = KEEP_FOR.total_seconds()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def stores(clock: FakeClock) -> CodeStores:
    return memory_stores(clock)


async def change(
    stores: CodeStores, before: StoredGrant, keep_for: timedelta | None, revision: str = "2"
) -> bool:
    return await stores.grants.replace(
        DIGEST, before, FULL_GRANT, revision=revision, keep_for=keep_for
    )


async def test_a_changed_grant_is_kept_for_the_time_it_had_left(
    stores: CodeStores, clock: FakeClock
) -> None:
    before = await stores.begin()
    clock.advance(_SECONDS - 1)
    assert await change(stores, before, None)
    clock.advance(0.999)
    assert await stores.grants.of(PERSON) == {DIGEST: FULL_GRANT}
    clock.advance(0.001)
    assert await stores.grants.get(DIGEST) is None
    assert await stores.grants.of(PERSON) == {}


async def test_a_changed_grant_is_kept_and_listed_for_a_new_time(
    stores: CodeStores, clock: FakeClock
) -> None:
    before = await stores.begin()
    clock.advance(_SECONDS - 1)
    assert await change(stores, before, HOUR)
    clock.advance(3599)
    assert await stores.grants.of(PERSON) == {DIGEST: FULL_GRANT}
    clock.advance(1)
    assert await stores.grants.get(DIGEST) is None
    assert await stores.grants.of(PERSON) == {}


async def test_a_change_that_came_too_late_lengthens_nothing(
    stores: CodeStores, clock: FakeClock
) -> None:
    before = await stores.begin()
    assert await change(stores, before, None, "1st")
    assert not await change(stores, before, HOUR, "2nd")
    clock.advance(_SECONDS)
    assert await stores.grants.get(DIGEST) is None
    assert not await change(stores, before, HOUR, "3rd")
    assert await stores.grants.of(PERSON) == {}


async def test_a_session_whose_time_is_up_is_not_listed_and_the_others_are(
    clock: FakeClock,
) -> None:
    sessions = MemorySessionStore(store=MemoryStore(clock=clock))
    await sessions.put(DIGEST, FULL_SESSION, keep_for=HOUR)
    await sessions.put(OTHER_DIGEST, FULL_SESSION, keep_for=KEEP_FOR)
    clock.advance(_SECONDS)
    assert await sessions.of(PERSON) == {DIGEST: FULL_SESSION}
    clock.advance(3600 - _SECONDS)
    assert await sessions.of(PERSON) == {}


async def test_a_hundred_whose_time_is_up_make_room_for_a_hundred(clock: FakeClock) -> None:
    sessions = MemorySessionStore(store=MemoryStore(clock=clock))
    for keep_for in (KEEP_FOR, HOUR):
        await sessions.put(f"{keep_for}", FULL_SESSION, keep_for=2 * HOUR)
        for number in range(99):
            await sessions.put(f"{keep_for}-{number}", FULL_SESSION, keep_for=keep_for)
        clock.advance(_SECONDS)
    found = await sessions.of(PERSON)
    assert len(found) == 100
    assert f"{KEEP_FOR}" in found


async def test_a_full_memory_changes_and_ends_what_it_has(clock: FakeClock) -> None:
    # One of each kind, and lists of the two kinds that are listed.
    store = MemoryStore(clock=clock, most_records=12)
    stores = all_memory_stores(store)
    await stores.put_all()
    with pytest.raises(StoreUnavailable):
        store.put("one more", b"", HOUR)
    before = await stores.grants.get(DIGEST)
    assert before is not None
    after = replace(FULL_GRANT, refresh=None)
    for keep_for in (None, HOUR):
        assert await stores.grants.replace(
            DIGEST, before, after, revision=f"{keep_for}", keep_for=keep_for
        )
        before = StoredGrant(grant=after, revision=f"{keep_for}")
    assert await stores.grants.get(DIGEST) == before
    await stores.grants.end(DIGEST)
    assert await stores.grants.get(DIGEST) is None


async def test_a_full_memory_takes_no_session_and_lists_none_that_is_not_there(
    clock: FakeClock,
) -> None:
    store = MemoryStore(clock=clock, most_records=3)
    sessions = MemorySessionStore(store=store)
    await sessions.put(DIGEST, BARE_SESSION, keep_for=HOUR)
    for session in (FULL_SESSION, FULL_SESSION, BARE_SESSION):
        with pytest.raises(StoreUnavailable):
            await sessions.put(OTHER_DIGEST, session, keep_for=HOUR)
        assert await sessions.get(OTHER_DIGEST) is None
    assert await sessions.of(PERSON) == {}
    assert await sessions.of(BARE_SESSION.identity.discord_id) == {DIGEST: BARE_SESSION}
