"""The delivery of production, with waits that a test sees and does not have to sit out."""

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from structlog.testing import capture_logs

from adapters.outbound.logout_delivery import HttpLogoutDelivery, Limits
from tests.integration.outbound.application import Application
from tests.integration.outbound.harness import a_client

TOKEN = "eyJhbGciOiJSUzI1NiJ9.canary-of-a-token.c2lnbmF0dXJl"
CLIENT = "wiki"
LIMITS = Limits()


@dataclass(kw_only=True)
class Deliveries:
    """A delivery, its waits, and its log lines."""

    delivery: HttpLogoutDelivery
    waits: list[float]
    lines: list[MutableMapping[str, Any]] = field(default_factory=list)

    def send(self, application: Application, *, client_id: str = CLIENT) -> None:
        """Send the token to an application of this machine."""
        address = f"http://127.0.0.1:{application.port}/logout?tenant=canary-of-a-query"
        self.delivery.send(address, TOKEN, client_id=client_id)

    async def until(self, count: int) -> None:
        """Wait for this many lines."""
        async with asyncio.timeout(4):
            while len(self.lines) < count:  # noqa: ASYNC110 -- a list of log lines has no event
                await asyncio.sleep(0.01)

    def told(self) -> list[tuple[str, str, int]]:
        """Give event, client and attempts of each line."""
        return [(line["event"], line["client_id"], line["attempts"]) for line in self.lines]


@asynccontextmanager
async def deliveries(
    limits: Limits = LIMITS, *, deadline: float = 5.0, jitter: float = 0.5
) -> AsyncIterator[Deliveries]:
    """Give a delivery; at the end nothing may be under way."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0)

    async with a_client(deadline=deadline) as http:
        with capture_logs() as lines:
            delivery = HttpLogoutDelivery(
                http=http, jitter=lambda: jitter, sleep=sleep, limits=limits
            )
            yield Deliveries(delivery=delivery, waits=waits, lines=lines)
            await delivery.drain()
