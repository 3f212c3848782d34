"""One provider with the applications of every page, and the wire between them."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.apps.exact.wire import Wire
from tests.apps.pages import pages
from tests.apps.person import Person
from tests.apps.set_up import start
from tests.e2e.conftest import StartProvider
from tests.e2e.discord_server import DiscordServer
from tests.e2e.provider import Provider

# The provider and Discord are http://127.0.0.1: whatever else is an application's.
_APPLICATIONS = ("https://", "http://localhost", "app.immich:")


@pytest.fixture(scope="session")
def every_page(
    launch: StartProvider, redis_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Provider:
    """Start the provider."""
    return start(launch, tmp_path_factory.mktemp("rules"), pages(), {}, REDIS_URL=redis_server)


@pytest.fixture
def captain(discord: DiscordServer) -> Iterator[Person]:
    """Give the captain, whose browser stays away from applications."""
    with Person(discord.url, ends_at=_APPLICATIONS) as somebody:
        yield somebody


@pytest.fixture
def wire(every_page: Provider, captain: Person) -> Iterator[Wire]:
    """Give the wire of an application that the captain uses."""
    with closing(Wire(every_page.issuer, captain)) as made:
        yield made
