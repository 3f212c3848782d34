"""What lies in memory and was not written by this version of us is absent."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from adapters.store.codec import encode
from adapters.store.memory.store import MemoryStore
from domain.opaque_token import digest
from tests.contract.entities import (
    DIGEST,
    FULL_CODE,
    FULL_HELD,
    FULL_INTERACTION,
    FULL_LOGIN,
    FULL_LOGOUT,
    FULL_SESSION,
    KEEP_FOR,
)
from tests.contract.foreign import FOREIGN, not_utf_8, of_the_last_version, of_the_next_version
from tests.contract.grants import FULL_GRANT
from tests.contract.stores import CLIENT, PERSON, SID, SUBJECT, all_memory_stores
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.anyio

FAMILY = f"family:{{{DIGEST}}}"
KEPT: dict[str, object] = {
    f"auth_req:{DIGEST}": FULL_LOGIN,
    f"auth_code:{{{DIGEST}}}": FULL_CODE,
    FAMILY: FULL_GRANT,
    f"interaction:{DIGEST}": FULL_INTERACTION,
    # No client is named in a session.
    f"session:{DIGEST}": replace(FULL_SESSION, sid="dashboard"),
    f"posted_req:{DIGEST}": FULL_HELD,
    f"logout:{DIGEST}": FULL_LOGOUT,
    f"consent:{SUBJECT}:{digest(CLIENT)}": ["openid", "dashboard"],
}
LISTS = [f"sessions_of:{PERSON}", f"grants_of:{PERSON}"]


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(clock=FakeClock())


def write(store: MemoryStore, written: Callable[[object], bytes]) -> None:
    """Write one record of each kind, past the adapters, and list those that are listed."""
    for key, entity in KEPT.items():
        store.put(key, written(entity), KEEP_FOR)
    assert store.take(FAMILY, "first")
    for key in LISTS:
        store.put(key, encode({DIGEST: store.now() + KEEP_FOR}), KEEP_FOR)


@pytest.mark.parametrize("data", FOREIGN.values(), ids=FOREIGN.keys())
async def test_what_somebody_else_wrote_is_absent(store: MemoryStore, data: bytes) -> None:
    write(store, lambda _: data)
    assert await all_memory_stores(store).found() == []


@pytest.mark.parametrize("spoilt", [of_the_last_version, of_the_next_version, not_utf_8])
async def test_what_another_version_or_a_fault_wrote_is_absent(
    store: MemoryStore, spoilt: Callable[[object], bytes]
) -> None:
    write(store, spoilt)
    assert await all_memory_stores(store).found() == []


async def test_what_we_wrote_ourselves_is_found(store: MemoryStore) -> None:
    write(store, encode)
    assert len(await all_memory_stores(store).found()) == len(KEPT) + len(LISTS)


@pytest.mark.parametrize("data", FOREIGN.values(), ids=FOREIGN.keys())
async def test_a_list_that_somebody_else_wrote_lists_nothing_and_gives_way_to_ours(
    store: MemoryStore, data: bytes
) -> None:
    for key in LISTS:
        store.put(key, data, KEEP_FOR)
    stores = all_memory_stores(store)
    assert await stores.found() == []
    await stores.sessions.end(DIGEST)
    await stores.grants.end(DIGEST)
    await stores.put_all()
    assert await stores.sessions.of(PERSON) == {DIGEST: FULL_SESSION}
    assert await stores.grants.of(PERSON) == {DIGEST: FULL_GRANT}


@pytest.mark.parametrize("data", FOREIGN.values(), ids=FOREIGN.keys())
async def test_clients_that_somebody_else_wrote_have_joined_nothing(
    store: MemoryStore, data: bytes
) -> None:
    store.put(f"joined:{{{digest(SID)}}}", data, KEEP_FOR)
    sign_ons = all_memory_stores(store).sign_ons
    assert await sign_ons.end(SID, keep_for=KEEP_FOR) == frozenset()
    assert await sign_ons.has_ended(SID)
