"""One browser process for the run, a person for each test, and the world they find."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from playwright.async_api import Browser

from demo.servers import free_ports
from demo.stack import Plan, demo_stack
from tests.e2e.chromium.application import Application, running_application
from tests.e2e.chromium.person import Person, somebody
from tests.e2e.chromium.process import running_chromium
from tests.e2e.chromium.world import (
    BLOCKED,
    FORUM,
    HOSTILE,
    RESULTS,
    TIMER,
    TREASURY,
    WIKI,
    World,
    clients,
    registration,
)
from tests.e2e.conftest import StartProvider
from tests.e2e.discord_server import DiscordServer
from tests.e2e.relying_party import relying_party
from tests.redis_process import free_port


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """Run the browser; the tests that ask for it are left out where there is none."""
    async with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
async def application() -> AsyncIterator[Application]:
    """Serve the application people come back to."""
    async with running_application() as served:
        yield served


@pytest.fixture(scope="session")
async def demo() -> AsyncIterator[Plan]:
    """Run what ``make demo`` runs."""
    async with demo_stack(*free_ports(3), quiet=True) as stack:
        yield stack.plan


@pytest.fixture(scope="session")
async def world(
    launch: StartProvider, discord: DiscordServer, application: Application, demo: Plan
) -> AsyncIterator[World]:
    """Start a provider with these applications; it keeps everything in memory."""
    provider = launch(OAUTH_CLIENTS=clients(application), BLOCKED_USERS=json.dumps([BLOCKED.id]))
    storeless = launch(
        OAUTH_CLIENTS=clients(application), REDIS_URL=f"redis://127.0.0.1:{free_port()}"
    )
    async with AsyncExitStack() as stack:
        yield World(
            provider=provider,
            storeless=storeless,
            discord=discord,
            application=application,
            demo=demo,
            parties={
                name: await stack.enter_async_context(
                    relying_party(provider.issuer, registration(name, application.callback))
                )
                for name in (WIKI, RESULTS, FORUM, TIMER, HOSTILE, TREASURY)
            },
        )


@pytest.fixture
async def person(chromium: Browser, world: World) -> AsyncIterator[Person]:
    """Give a person."""
    async with somebody(chromium, world.origins) as fresh:
        yield fresh


@pytest.fixture
async def without_scripts(chromium: Browser, world: World) -> AsyncIterator[Person]:
    """Give a person whose browser runs no script."""
    async with somebody(chromium, world.origins, java_script_enabled=False) as fresh:
        yield fresh
