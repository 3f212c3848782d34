"""A provider set up from the pages of ``docs/apps``, and a person at a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.discord.members import NEWCOMER
from demo.discord.simulator import Simulator
from tests.apps.needs import NEEDS, NODE, built, found
from tests.apps.person import Person
from tests.apps.set_up import SetUp, StartSetUp, set_up
from tests.e2e.conftest import (
    StartProvider,
    discord,
    key_file,
    launch,
    pytest_terminal_summary,
)
from tests.e2e.discord_server import DiscordServer
from tests.e2e.left_out import leave_out
from tests.e2e.node_client import install

__all__ = ["discord", "key_file", "launch", "pytest_terminal_summary"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a program that is not there, unless all are required."""
    leave_out(config, items, NEEDS)


@pytest.fixture(scope="session")
def apache() -> Path:
    """Give Apache, which has mod_auth_openidc."""
    return found("apache2")


@pytest.fixture(scope="session")
def nginx() -> Path:
    """Give nginx."""
    return found("nginx")


@pytest.fixture(scope="session")
def go_programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the programs of the Go module, and give where they lie."""
    return built(tmp_path_factory.mktemp("go"))


@pytest.fixture(scope="session")
def npm_packages() -> Path:
    """Install what the lock file names, and give where."""
    return install(NODE)


@pytest.fixture(scope="session")
def set_up_from(
    launch: StartProvider, redis_server: str, tmp_path_factory: pytest.TempPathFactory
) -> StartSetUp:
    """Set applications up by the name of their page, at addresses of their own."""

    def made(name: str, values: dict[str, str], **more: str) -> SetUp:
        directory = tmp_path_factory.mktemp("rules")
        return set_up(launch, directory, name, values, REDIS_URL=redis_server, **more)

    return made


@pytest.fixture
def guild(discord: DiscordServer) -> Iterator[Simulator]:
    """Give a guild the test may change; afterwards it is as it was."""
    before = dict(discord.simulator.members)
    yield discord.simulator
    discord.simulator.members = before


@pytest.fixture
def person(discord: DiscordServer) -> Iterator[Person]:
    """Give the captain, at a browser of their own."""
    with Person(discord.url) as captain:
        yield captain


@pytest.fixture
def newcomer(discord: DiscordServer) -> Iterator[Person]:
    """Give a member of the guild who has no role."""
    with Person(discord.url, NEWCOMER) as somebody:
        yield somebody
