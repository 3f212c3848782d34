"""Stopping the server in the middle of telling an application that somebody has signed out."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.e2e.browser import Browser
from tests.e2e.conftest import StartProvider
from tests.e2e.discord_server import HOST
from tests.e2e.relying_party import relying_party
from tests.e2e.world import DASHBOARD, DASHBOARD_SECRET, REDIRECT_URI

pytestmark = pytest.mark.anyio

SOON = 10


class Application:
    """Takes a logout token, and answers only when it is let."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.head = b""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read the head of a request, and wait."""
        self.head = await reader.readuntil(b"\r\n\r\n")
        self.asked.set()
        await self.may_answer.wait()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()


@asynccontextmanager
async def running() -> AsyncIterator[tuple[Application, str]]:
    """Give an application, and where it wants to be told."""
    application = Application()
    server = await asyncio.start_server(application.serve, HOST, 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield application, f"http://{HOST}:{port}/told"


async def test_a_logout_token_under_way_still_arrives(
    start_provider: StartProvider, browser: Browser
) -> None:
    async with running() as (application, address):
        client = {
            "client_secret": DASHBOARD_SECRET,
            "redirect_uris": [REDIRECT_URI],
            "backchannel_logout_uri": address,
        }
        provider = start_provider(
            OAUTH_CLIENTS=json.dumps({DASHBOARD: client}),
            OUTBOUND_ALLOWED_HOSTS=json.dumps([HOST]),
        )
        async with relying_party(provider.issuer) as party:
            token = await party.sign_in(browser)
        await browser.get(f"{provider.issuer}/oauth/logout?id_token_hint={token['id_token']}")
        await asyncio.wait_for(application.asked.wait(), SOON)

        provider.signal(signal.SIGTERM)
        application.may_answer.set()
        assert await asyncio.to_thread(provider.wait, SOON) == 0

    assert application.head.startswith(b"POST /told ")
    (told,) = provider.events("logout_delivered")
    assert told["client_id"] == DASHBOARD
    assert provider.complaints == ""
