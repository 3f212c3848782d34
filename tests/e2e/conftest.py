"""The running provider, the simulated Discord, and what is left out where a program is missing."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from joserfc.jwk import RSAKey

from tests.e2e.browser import Browser
from tests.e2e.certificates import self_signed
from tests.e2e.discord_server import HOST, DiscordServer, discord_server
from tests.e2e.left_out import leave_out, left_out
from tests.e2e.node_client import install
from tests.e2e.processes import frozen, workers_of
from tests.e2e.provider import Provider
from tests.e2e.waiting import wait_until
from tests.e2e.world import provider_settings
from tests.redis_process import free_port

StartProvider = Callable[..., Provider]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a program that is not there, unless it is required."""
    leave_out(config, items)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say plainly what was left out."""
    for line in left_out(config):
        terminalreporter.write_line(line, yellow=True)


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a signing key as operators keep it."""
    file = tmp_path_factory.mktemp("key") / "private_key.pem"
    file.write_bytes(RSAKey.generate_key(2048).as_pem(private=True))
    file.chmod(0o600)
    return file


@pytest.fixture(scope="session")
def discord() -> Iterator[DiscordServer]:
    """Give the one Discord of this run."""
    with discord_server() as server:
        yield server


@pytest.fixture(scope="session")
def launch(
    discord: DiscordServer, key_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[StartProvider]:
    """Start providers that last for the whole run; settings by name, None leaves one out."""
    with ExitStack() as ended_later:
        yield lambda **changes: _started(
            ended_later, provider_settings(discord, key_file, **changes), tmp_path_factory
        )


@pytest.fixture
def start_provider(
    discord: DiscordServer, key_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[StartProvider]:
    """Start providers that one test may break; they are ended after it."""
    with ExitStack() as ended_later:
        yield lambda **changes: _started(
            ended_later, provider_settings(discord, key_file, **changes), tmp_path_factory
        )


def _started(
    ended_later: ExitStack, settings: dict[str, str], directories: pytest.TempPathFactory
) -> Provider:
    provider = Provider(settings, directories.mktemp("provider"))
    ended_later.callback(_has_kept_secrets, provider)
    ended_later.callback(provider.end)
    provider.wait_for("/health/live", 200)
    return provider


def _has_kept_secrets(provider: Provider) -> None:
    """Whatever a test did, every line is JSON and no configured secret is in one."""
    assert provider.log()
    assert "canary" not in provider.output


@pytest.fixture(scope="session")
def provider(launch: StartProvider, redis_server: str) -> Provider:
    """Give the provider most tests share: on Redis, roles by the bot."""
    return launch(REDIS_URL=redis_server, LOG_LEVEL="debug")


@pytest.fixture(scope="session", params=["1", "2"], ids=["one worker", "two workers"])
def secure(
    request: pytest.FixtureRequest,
    launch: StartProvider,
    discord: DiscordServer,
    redis_server: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Provider:
    """Give a provider with a certificate of its own."""
    pair, port = self_signed(tmp_path_factory.mktemp("tls")), free_port()
    issuer = f"https://{HOST}:{port}"
    discord.register(issuer)
    provider = launch(
        ISSUER=issuer,
        PORT=str(port),
        WORKERS=request.param,
        REDIS_URL=redis_server,
        **pair.settings(),
    )
    if request.param == "2":
        wait_until(lambda: len(workers_of(provider.pid)) == 2, "two workers", within=10)
        for idle in workers_of(provider.pid):
            with frozen(idle):
                provider.wait_for("/health/ready", 200)
    return provider


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Give a person's browser, fresh for each test."""
    async with Browser() as fresh:
        yield fresh


@pytest.fixture(scope="session")
def npm_packages() -> Path:
    """Install what the lock file names, and give where; left out where Node.js is missing."""
    return install()
