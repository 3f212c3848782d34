"""The provider a doctor looks at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.discord_server import HOST, DiscordServer
from tests.e2e.doctor.examined import OF_THE_FILE, REDIS_PASSWORD, RULES, VALKEY
from tests.e2e.provider import Provider
from tests.e2e.world import provider_settings
from tests.redis_process import RedisProcess


@pytest.fixture(scope="package")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisProcess]:
    """Give a Redis as the README wants it."""
    with RedisProcess(tmp_path_factory.mktemp("redis"), binary=VALKEY, durable=True) as process:
        process.config("requirepass", REDIS_PASSWORD)
        yield process


@pytest.fixture(scope="package")
def running(
    discord: DiscordServer,
    key_file: Path,
    redis: RedisProcess,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, str]]:
    """Give the settings of a provider that runs, and of which nothing is wrong."""
    directory = tmp_path_factory.mktemp("well")
    file = directory / "guildpass.toml"
    file.write_text(RULES)
    settings = provider_settings(
        discord,
        key_file,
        GUILDPASS_CONFIG=str(file),
        REDIS_URL=f"redis://:{REDIS_PASSWORD}@{HOST}:{redis.port}/0",
        **dict.fromkeys(OF_THE_FILE),
    )
    provider = Provider(settings, directory)
    try:
        provider.wait_for("/health/ready", 200)
        yield settings
    finally:
        provider.end()
