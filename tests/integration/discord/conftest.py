"""Fixtures of the Discord tests."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.integration.discord.harness import Discord, Server, a_client, running_server


@pytest.fixture(scope="session")
async def server() -> AsyncIterator[Server]:
    """Give the server of this run."""
    async with running_server() as server:
        yield server


@pytest.fixture(scope="session")
async def http() -> AsyncIterator[httpx.AsyncClient]:
    """Give the client of production; nothing clings to it between two sign-ins or two tests."""
    async with a_client() as client:
        yield client


@pytest.fixture
def discord(server: Server, http: httpx.AsyncClient) -> Discord:
    """Give a Discord of the test's own."""
    return Discord(server=server, http=http)
