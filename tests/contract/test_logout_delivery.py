"""The contract of the ``LogoutDelivery`` port, on the fake and over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

import pytest

from adapters.outbound.logout_delivery import HttpLogoutDelivery
from application.ports.logout_delivery import LogoutDelivery
from tests.fakes.logout_delivery import FakeLogoutDelivery
from tests.integration.outbound.application import Application, running
from tests.integration.outbound.harness import a_client

pytestmark = pytest.mark.anyio


class World(Protocol):
    """A delivery, and the application at its end."""

    delivery: LogoutDelivery
    address: str

    def arrived(self) -> list[str]:
        """Give the tokens the application has, in some order."""


@dataclass
class FakeWorld(World):
    """The fake notes what it was given."""

    delivery: FakeLogoutDelivery
    address: str = "https://app.example.org/logout"

    def arrived(self) -> list[str]:
        """Give what was noted."""
        assert {sent.backchannel_logout_uri for sent in self.delivery.sent} <= {self.address}
        return [sent.logout_token for sent in self.delivery.sent]


@dataclass
class HttpWorld(World):
    """A server on this machine."""

    delivery: LogoutDelivery
    application: Application

    def __post_init__(self) -> None:
        self.address = f"http://127.0.0.1:{self.application.port}/logout"

    def arrived(self) -> list[str]:
        """Give what was posted."""
        return [dict(request.form)["logout_token"] for request in self.application.requests]


@pytest.fixture(params=["fake", "http"])
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """Give each adapter in turn."""
    if request.param == "fake":
        yield FakeWorld(FakeLogoutDelivery())
        return
    async with running() as application, a_client() as http:
        yield HttpWorld(HttpLogoutDelivery(http=http, jitter=lambda: 0.5), application)


async def test_what_was_sent_has_arrived_after_the_drain(world: World) -> None:
    tokens = {f"token-{number}" for number in range(5)}
    for token in tokens:
        world.delivery.send(world.address, token, client_id=f"client of {token}")
    await world.delivery.drain()
    assert sorted(world.arrived()) == sorted(tokens)


async def test_it_arrives_without_a_drain_and_without_the_caller(world: World) -> None:
    async def caller() -> None:
        world.delivery.send(world.address, "token", client_id="wiki")

    await asyncio.create_task(caller())
    async with asyncio.timeout(5):
        while world.arrived() != ["token"]:  # noqa: ASYNC110 -- the port has no event for it
            await asyncio.sleep(0.01)
    await world.delivery.drain()
    assert world.arrived() == ["token"]


async def test_there_may_be_nothing_to_wait_for(world: World) -> None:
    async with asyncio.timeout(1):
        await world.delivery.drain()
        await world.delivery.drain()
    assert world.arrived() == []


async def test_after_a_drain_more_may_be_sent(world: World) -> None:
    for token in ("one", "two"):
        world.delivery.send(world.address, token, client_id="wiki")
        await world.delivery.drain()
    assert world.arrived() == ["one", "two"]
