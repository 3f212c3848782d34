"""Exactly once, whatever the network loses: many callers race for one code."""

import asyncio
from collections import Counter
from collections.abc import Awaitable

import pytest
from redis.asyncio import Redis

from application.ports.auth_code_store import Redemption
from application.ports.store import StoreUnavailable
from tests.contract.code_stores import CodeStores, redis_stores
from tests.contract.entities import FULL_CODE, KEEP_FOR
from tests.fault_proxy import FaultProxy, Loss, Lost

pytestmark = [pytest.mark.anyio, pytest.mark.redis]

CALLERS = 25
# What tells the request that redeems from the one that lists the grant before.
REDEMPTION, LISTING = b"auth_code:{", b"grants_of:"
ONE_WINNER = {Redemption.FIRST: 1, Redemption.REPLAY: CALLERS - 1}


@pytest.fixture
def stores(faulty_redis: Redis) -> CodeStores:
    return redis_stores(faulty_redis)


async def outcome(redemption: Awaitable[Redemption]) -> Redemption | None:
    """Give what became of an attempt; None if the store did not say."""
    try:
        return await redemption
    except StoreUnavailable:
        return None


def attempts(stores: CodeStores, code: str) -> list[Awaitable[Redemption | None]]:
    """Give the attempts of all callers at one code."""
    return [
        outcome(
            stores.codes.redeem(code, FULL_CODE.grant(), attempt=f"{code}-{n}", keep_for=KEEP_FOR)
        )
        for n in range(CALLERS)
    ]


async def race(stores: CodeStores, code: str) -> Counter[Redemption | None]:
    """Let all callers at one code at once."""
    return Counter(await asyncio.gather(*attempts(stores, code)))


async def races(stores: CodeStores, *codes: str) -> list[Counter[Redemption | None]]:
    """Run a race for each code, all at once."""
    return await asyncio.gather(*(race(stores, code) for code in codes))


async def latecomer(stores: CodeStores, code: str) -> Redemption:
    """Redeem the code once more, when everything is well again."""
    return await stores.codes.redeem(
        code, FULL_CODE.grant(), attempt=f"{code}-late", keep_for=KEEP_FOR
    )


async def put(stores: CodeStores, code: str) -> None:
    await stores.codes.put(code, FULL_CODE, keep_for=KEEP_FOR)


async def warm_up(stores: CodeStores) -> None:
    """Have the scripts known to the server, so that the next such request is a redemption."""
    await latecomer(stores, "unknown")


@pytest.mark.parametrize("count", [1, 5, CALLERS])
@pytest.mark.parametrize("lost", list(Lost), ids=lambda lost: lost.name.lower())
async def test_one_caller_wins_although_the_network_loses(
    stores: CodeStores, faulty: FaultProxy, lost: Lost, count: int
) -> None:
    await warm_up(stores)
    for number in range(20):
        code = f"{lost.name}-{count}-{number}"
        await put(stores, code)
        faulty.loss = Loss(lost, count, matching=REDEMPTION)
        assert await race(stores, code) == ONE_WINNER
        assert faulty.loss.count == 0
        assert await stores.grant(code) == FULL_CODE.grant()


@pytest.mark.parametrize("lost", list(Lost), ids=lambda lost: lost.name.lower())
async def test_one_caller_wins_although_the_network_loses_what_lists_the_grant(
    stores: CodeStores, faulty: FaultProxy, lost: Lost
) -> None:
    await warm_up(stores)
    for number in range(10):
        code = f"{lost.name}-{number}"
        await put(stores, code)
        faulty.loss = Loss(lost, 1, matching=LISTING)
        assert await race(stores, code) == ONE_WINNER
        assert faulty.loss.count == 0
        assert code in await stores.grants.of(FULL_CODE.grant().subject)


@pytest.mark.parametrize("lost", list(Lost), ids=lambda lost: lost.name.lower())
async def test_a_code_whose_grant_cannot_be_listed_stays_redeemable(
    stores: CodeStores, faulty: FaultProxy, lost: Lost
) -> None:
    await warm_up(stores)
    await put(stores, "unlisted")
    faulty.loss = Loss(lost, count=-1, matching=LISTING, repeats=True)
    assert await race(stores, "unlisted") == {None: CALLERS}
    await faulty.heal()
    assert await latecomer(stores, "unlisted") is Redemption.FIRST


async def test_one_caller_wins_on_a_healthy_network(stores: CodeStores) -> None:
    for number in range(40):
        await put(stores, f"healthy-{number}")
        assert await race(stores, f"healthy-{number}") == ONE_WINNER


async def test_one_caller_wins_on_a_slow_network(stores: CodeStores, faulty: FaultProxy) -> None:
    faulty.latency = (0.1, 0.2)
    for number in range(6):
        codes = (f"slow-{number}-one", f"slow-{number}-two")
        await asyncio.gather(*(put(stores, code) for code in codes))
        assert await races(stores, *codes) == [ONE_WINNER, ONE_WINNER]


@pytest.mark.parametrize("lost", list(Lost), ids=lambda lost: lost.name.lower())
async def test_nobody_wins_twice_when_every_repeat_is_lost_as_well(
    stores: CodeStores, faulty: FaultProxy, lost: Lost
) -> None:
    await warm_up(stores)
    for number in range(5):
        code = f"hopeless-{lost.name}-{number}"
        await put(stores, code)
        faulty.loss = Loss(lost, count=-1, matching=REDEMPTION, repeats=True)
        assert await race(stores, code) == {None: CALLERS}
        await faulty.heal()
        # A request that never arrived left the code as it was; a reply that never arrived did not.
        expected = Redemption.FIRST if lost is Lost.REQUEST else Redemption.REPLAY
        assert await latecomer(stores, code) is expected


@pytest.mark.parametrize("latency", [(0.3, 0.7), (0.6, 0.8)], ids=["about", "beyond"])
async def test_nobody_wins_twice_when_replies_come_too_late(
    stores: CodeStores, faulty: FaultProxy, latency: tuple[float, float]
) -> None:
    await warm_up(stores)
    codes = ("late-one", "late-two")
    for code in codes:
        await put(stores, code)
    faulty.latency = latency
    all_outcomes = await races(stores, *codes)
    await faulty.heal()
    for code, outcomes in zip(codes, all_outcomes, strict=True):
        outcomes[await latecomer(stores, code)] += 1
        assert outcomes[Redemption.FIRST] <= 1
        assert outcomes[Redemption.UNKNOWN] == 0


async def test_nobody_wins_when_everything_vanishes(stores: CodeStores, faulty: FaultProxy) -> None:
    codes = ("vanished-one", "vanished-two")
    for code in codes:
        await put(stores, code)
    faulty.blackhole = True
    assert await races(stores, *codes) == [{None: CALLERS}] * 2
    await faulty.heal()
    assert [await latecomer(stores, code) for code in codes] == [Redemption.FIRST] * 2


async def test_nobody_wins_twice_in_a_storm_of_resets(
    stores: CodeStores, faulty: FaultProxy
) -> None:
    faulty.latency = (0.0, 0.02)
    for number in range(20):
        code = f"storm-{number}"
        await put(stores, code)
        racing = asyncio.gather(*attempts(stores, code))
        for _ in range(number):
            await asyncio.sleep(0.002)
            faulty.cut()
        outcomes = Counter(await racing)
        outcomes[await latecomer(stores, code)] += 1
        assert outcomes[Redemption.FIRST] <= 1
        assert outcomes[Redemption.UNKNOWN] == 0
