"""What the memory store promises beyond the ports: to forget, and to end somewhere."""

from datetime import timedelta

import pytest

from adapters.store.memory.auth_code_store import MemoryAuthCodeStore
from adapters.store.memory.grant_store import MemoryGrantStore
from adapters.store.memory.login_store import MemoryLoginStore
from adapters.store.memory.store import MemoryStore
from application.ports.auth_code_store import Redemption
from application.ports.store import StoreUnavailable
from tests.contract.code_stores import memory_stores
from tests.contract.entities import DIGEST, FULL_CODE, FULL_LOGIN, KEEP_FOR, OTHER_DIGEST
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.anyio

_SECONDS = KEEP_FOR.total_seconds()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


async def test_a_login_is_not_gone_before_its_time_and_gone_after(clock: FakeClock) -> None:
    logins = MemoryLoginStore(store=MemoryStore(clock=clock))
    await logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR)
    clock.advance(_SECONDS - 0.001)
    assert await logins.get(DIGEST) == FULL_LOGIN
    clock.advance(0.001)
    assert await logins.get(DIGEST) is None
    assert not await logins.take(DIGEST, attempt="first")


async def test_a_code_is_not_gone_before_its_time_and_gone_after(clock: FakeClock) -> None:
    stores = memory_stores(clock)
    await stores.put()
    clock.advance(_SECONDS - 0.001)
    assert await stores.codes.get(DIGEST) is not None
    clock.advance(0.001)
    assert await stores.codes.get(DIGEST) is None
    assert await stores.redeem("first") is Redemption.UNKNOWN


async def test_tombstone_and_grant_live_as_long_as_the_access_token(clock: FakeClock) -> None:
    stores, hour = memory_stores(clock), timedelta(hours=1)
    await stores.put()
    clock.advance(_SECONDS - 1)
    await stores.codes.redeem(DIGEST, FULL_CODE.grant(), attempt="first", keep_for=hour)
    clock.advance(3599)
    assert await stores.redeem("second") is Redemption.REPLAY
    assert await stores.grant() == FULL_CODE.grant()
    clock.advance(1)
    assert await stores.codes.get(DIGEST) is None
    assert await stores.grants.get(DIGEST) is None


async def test_a_full_memory_takes_nothing_new_and_keeps_what_it_has(clock: FakeClock) -> None:
    logins = MemoryLoginStore(store=MemoryStore(clock=clock, most_records=2))
    await logins.put("one", FULL_LOGIN, keep_for=KEEP_FOR)
    await logins.put("two", FULL_LOGIN, keep_for=2 * KEEP_FOR)
    with pytest.raises(StoreUnavailable):
        await logins.put("three", FULL_LOGIN, keep_for=KEEP_FOR)
    assert await logins.take("one", attempt="first")
    clock.advance(_SECONDS)
    await logins.put("three", FULL_LOGIN, keep_for=KEEP_FOR)
    assert await logins.get("two") == FULL_LOGIN


@pytest.mark.parametrize("room", [0, 1], ids=["none at all", "for a list alone"])
async def test_a_code_stays_redeemable_when_there_was_no_room_for_its_grant(
    clock: FakeClock, room: int
) -> None:
    store = MemoryStore(clock=clock, most_records=3 + room)
    codes, grants = MemoryAuthCodeStore(store=store), MemoryGrantStore(store=store)
    grant = FULL_CODE.grant()
    await codes.put(DIGEST, FULL_CODE, keep_for=2 * KEEP_FOR)
    await codes.put(OTHER_DIGEST, FULL_CODE, keep_for=KEEP_FOR)
    await codes.put("a third", FULL_CODE, keep_for=KEEP_FOR)
    with pytest.raises(StoreUnavailable):
        await codes.redeem(DIGEST, grant, attempt="first", keep_for=KEEP_FOR)
    assert await grants.get(DIGEST) is None
    assert await grants.of(grant.subject) == {}
    clock.advance(_SECONDS)
    redemption = await codes.redeem(DIGEST, grant, attempt="second", keep_for=KEEP_FOR)
    assert redemption is Redemption.FIRST
    assert await grants.of(grant.subject) == {DIGEST: grant}


async def test_memory_forgets_old_records_by_itself(clock: FakeClock) -> None:
    logins = MemoryLoginStore(store=MemoryStore(clock=clock, most_records=10))
    for number in range(1000):
        await logins.put(f"state-{number}", FULL_LOGIN, keep_for=timedelta(seconds=10))
        clock.advance(1)
    assert await logins.get("state-999") == FULL_LOGIN
    assert await logins.get("state-0") is None
