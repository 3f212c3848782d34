"""Logout tokens in number: in parallel, within limits, and not for longer than is waited for."""

import asyncio
import time

import pytest

from adapters.outbound.logout_delivery import Limits
from tests.integration.outbound.application import hang, running, status
from tests.integration.outbound.deliveries import CLIENT, deliveries

pytestmark = pytest.mark.anyio


async def test_a_dead_application_holds_up_nobody() -> None:
    limits = Limits(connections=4, connections_of_one=2, drain=0.05)
    async with running() as dead, running() as alive, deliveries(limits) as world:
        dead.then = hang
        for _ in range(20):
            world.send(dead, client_id="dead")
        for _ in range(20):
            world.send(alive, client_id="alive")
        await world.until(20)
        assert set(world.told()) == {("logout_delivered", "alive", 1)}
        assert dead.most_open == 2


async def test_all_are_sent_at_once() -> None:
    together = asyncio.Barrier(8)

    async def wait_for_the_others(writer: asyncio.StreamWriter) -> None:
        await together.wait()
        await status(200)(writer)

    async with running() as application, deliveries() as world:
        application.then = wait_for_the_others
        for number in range(8):
            world.send(application, client_id=f"client-{number}")
        await world.delivery.drain()
        assert len(world.lines) == 8
    assert {event for event, *_ in world.told()} == {"logout_delivered"}


async def test_connections_at_once_are_limited() -> None:
    async with running() as application, deliveries(Limits(connections=3)) as world:
        for number in range(30):
            world.send(application, client_id=f"client-{number}")
        await world.delivery.drain()
        assert len(application.requests) == 30
        assert application.most_open <= 3


async def test_beyond_the_most_under_way_it_is_refused_with_an_error() -> None:
    limits = Limits(under_way=2, drain=0.05)
    async with running() as application, deliveries(limits) as world:
        application.then = hang
        for _ in range(3):
            world.send(application)
        assert world.lines == [
            {
                "event": "logout_not_delivered",
                "log_level": "error",
                "client_id": CLIENT,
                "attempts": 0,
                "reason": "too many deliveries are under way",
            }
        ]
        await world.delivery.drain()
        application.then = status(200)
        world.send(application)
        await world.until(4)
    assert world.told()[-1] == ("logout_delivered", CLIENT, 1)


async def test_it_goes_on_when_the_caller_has_gone() -> None:
    async with running() as application, deliveries() as world:
        sent = asyncio.Event()

        async def handler() -> None:
            world.send(application)
            sent.set()
            await asyncio.Event().wait()

        request = asyncio.create_task(handler())
        await sent.wait()
        request.cancel()
        await asyncio.wait([request])
        assert request.cancelled()
        await world.delivery.drain()
        assert len(application.requests) == 1
    assert world.told() == [("logout_delivered", CLIENT, 1)]


async def test_no_delivery_outlives_its_token() -> None:
    async with running() as application, deliveries(Limits(life=0.1)) as world:
        application.then = hang
        world.send(application)
        await world.delivery.drain()
    (line,) = world.lines
    assert (line["event"], line["reason"]) == (
        "logout_not_delivered",
        "the token would have expired",
    )


async def test_drain_waits_for_what_is_under_way() -> None:
    async def late(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.1)
        await status(200)(writer)

    async with running() as application, deliveries() as world:
        application.then = late
        world.send(application)
        await world.delivery.drain()
        assert world.told() == [("logout_delivered", CLIENT, 1)]


async def test_drain_gives_up_in_bounded_time_and_says_so() -> None:
    async with running() as application, deliveries(Limits(drain=0.1)) as world:
        application.then = hang
        for _ in range(15):
            world.send(application)
        begun = time.monotonic()
        await world.delivery.drain()
        assert time.monotonic() - begun < 5
        assert {line["reason"] for line in world.lines} == {"given up at the shutdown"}
        assert len(world.lines) == 15
        await world.delivery.drain()
        assert len(world.lines) == 15


async def test_drain_ends_ten_seconds_after_it_began_at_the_latest() -> None:
    assert Limits().drain == 10


async def test_what_piles_up_for_one_is_refused_and_not_for_the_others() -> None:
    limits = Limits(under_way_of_one=3, drain=0.05)
    async with running() as dead, running() as alive, deliveries(limits) as world:
        dead.then = hang
        for _ in range(5):
            world.send(dead, client_id="dead")
        world.send(alive, client_id="alive")
        await world.until(3)
    assert ("logout_delivered", "alive", 1) in world.told()
    assert world.told().count(("logout_not_delivered", "dead", 0)) == 2
