"""Grants over a network that loses requests and replies."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest
from redis import Redis as BlockingRedis
from redis.asyncio import Redis

from application.ports.grant_store import StoredGrant
from application.ports.store import StoreUnavailable
from tests.contract.code_stores import CodeStores, redis_stores
from tests.contract.entities import DIGEST, KEEP_FOR
from tests.contract.grants import FULL_GRANT, HOUR, grant_of
from tests.contract.stores import PERSON
from tests.fault_proxy import FaultProxy, Loss, Lost
from tests.redis_process import RedisProcess
from tests.redis_repeats import LossWithARepeat

pytestmark = [pytest.mark.anyio, pytest.mark.redis]
every_loss = pytest.mark.parametrize("lost", list(Lost), ids=lambda lost: lost.name.lower())
both_times = pytest.mark.parametrize("keep_for", [None, HOUR], ids=["same time", "new time"])

FAMILY, GRANTS = f"family:{{{DIGEST}}}", f"grants_of:{PERSON}"
CHANGE = FAMILY.encode()
CALLERS = 25
AFTER = grant_of("after")


@pytest.fixture
async def stores(faulty_redis: Redis) -> CodeStores:
    stores = redis_stores(faulty_redis)
    # The scripts are known to the server, so that the next such request is the one to lose.
    before = await stores.begin(under="warm up")
    await stores.grants.replace("warm up", before, FULL_GRANT, revision="2", keep_for=None)
    await stores.grants.end("warm up")
    return stores


@pytest.fixture
def admin(redis_process: RedisProcess) -> Iterator[BlockingRedis]:
    """Give a look past the adapters and the network."""
    with redis_process.client() as client:
        yield client


async def change(
    stores: CodeStores, before: StoredGrant, *, revision: str = "2", keep_for: timedelta | None
) -> bool:
    return await stores.grants.replace(DIGEST, before, AFTER, revision=revision, keep_for=keep_for)


@both_times
@every_loss
async def test_a_change_whose_reply_is_lost_is_repeated_and_made_once(
    stores: CodeStores, faulty: FaultProxy, lost: Lost, keep_for: timedelta | None
) -> None:
    before = await stores.begin()
    faulty.loss = Loss(lost, 1, matching=CHANGE)
    assert await change(stores, before, keep_for=keep_for)
    assert faulty.loss.count == 0
    assert await stores.look() == StoredGrant(grant=AFTER, revision="2")


@every_loss
async def test_a_new_time_is_listed_although_the_network_loses(
    stores: CodeStores, faulty: FaultProxy, admin: BlockingRedis, lost: Lost
) -> None:
    before = await stores.begin()
    faulty.loss = Loss(lost, 1, matching=GRANTS.encode())
    assert await change(stores, before, keep_for=HOUR)
    assert faulty.loss.count == 0
    assert all(admin.ttl(key) > KEEP_FOR.total_seconds() for key in (FAMILY, GRANTS))


@every_loss
async def test_a_grant_that_ended_meanwhile_does_not_come_back_by_a_repeated_change(
    stores: CodeStores, faulty: FaultProxy, admin: BlockingRedis, lost: Lost
) -> None:
    before, ended = await stores.begin(), list[object]()
    faulty.loss = LossWithARepeat(
        lost,
        1,
        matching=CHANGE,
        before_the_repeat=lambda: ended.append(admin.delete(FAMILY)),
    )
    assert not await change(stores, before, keep_for=HOUR)
    # It was there until the repeat, so that the repeat alone could have brought it back.
    assert ended == [1]
    assert await stores.grants.get(DIGEST) is None


@every_loss
async def test_what_somebody_else_changed_meanwhile_is_not_undone_by_a_repeated_change(
    stores: CodeStores, faulty: FaultProxy, admin: BlockingRedis, lost: Lost
) -> None:
    before = await stores.begin()
    faulty.loss = LossWithARepeat(
        lost,
        1,
        matching=CHANGE,
        before_the_repeat=lambda: admin.hset(FAMILY, "revision", "somebody else's"),
    )
    assert not await change(stores, before, keep_for=None)
    assert (await stores.look()).revision == "somebody else's"


@both_times
@pytest.mark.parametrize("count", [1, 5, CALLERS])
@every_loss
async def test_one_change_is_made_although_the_network_loses(
    stores: CodeStores, faulty: FaultProxy, lost: Lost, count: int, keep_for: timedelta | None
) -> None:
    before = await stores.begin()
    for turn in range(5):
        faulty.loss = Loss(lost, count, matching=CHANGE)
        names = [f"{turn}-{number}" for number in range(CALLERS)]
        changes = (change(stores, before, revision=n, keep_for=keep_for) for n in names)
        made = await asyncio.gather(*changes)
        assert made.count(True) == 1
        assert faulty.loss.count == 0
        before = await stores.look()
        assert before.revision == names[made.index(True)]


@every_loss
async def test_a_grant_ends_although_the_network_loses(
    stores: CodeStores, faulty: FaultProxy, admin: BlockingRedis, lost: Lost
) -> None:
    await stores.begin()
    faulty.loss = Loss(lost, 1, matching=CHANGE)
    await stores.grants.end(DIGEST)
    assert faulty.loss.count == 0
    assert not admin.exists(FAMILY)
    assert await stores.grants.of(PERSON) == {}


@every_loss
async def test_an_end_that_cannot_be_told_to_have_happened_is_never_a_success(
    stores: CodeStores, faulty: FaultProxy, lost: Lost
) -> None:
    """C-23: an error of the store at a revocation is an error to whoever revokes."""
    await stores.begin()
    faulty.loss = Loss(lost, count=-1, matching=CHANGE, repeats=True)
    with pytest.raises(StoreUnavailable):
        await stores.grants.end(DIGEST)
    await faulty.heal()
    await stores.grants.end(DIGEST)
    assert await stores.grants.get(DIGEST) is None


@pytest.mark.parametrize("matching", [b"ZRANGE", b"HMGET"], ids=["list", "records"])
@every_loss
async def test_what_a_person_has_is_read_whole_although_the_network_loses(
    stores: CodeStores, faulty: FaultProxy, lost: Lost, matching: bytes
) -> None:
    names = {f"grant-{number}" for number in range(50)}
    for name in names:
        await stores.begin(under=name)
    faulty.loss = Loss(lost, 1, matching=matching)
    assert (await stores.grants.of(PERSON)).keys() == names
    assert faulty.loss.count == 0
