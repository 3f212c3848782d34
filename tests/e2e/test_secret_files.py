"""Secrets that stand in files and in variables of any name, through the real command."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import discord_server
from tests.e2e.browser import Browser
from tests.e2e.conftest import StartProvider
from tests.e2e.discord_server import DiscordServer
from tests.e2e.processes import frozen, workers_of
from tests.e2e.provider import Provider
from tests.e2e.relying_party import Registration, relying_party
from tests.e2e.waiting import wait_until
from tests.e2e.world import REDIRECT_URI, provider_settings

pytestmark = pytest.mark.anyio

SECRETS = {
    "of-file": "canary-secret-in-a-file",
    "of-environment": "canary-secret-in-the-environment",
    "of-env-file": "canary-secret-in-dot-env",
}


def _written(path: Path, secret: str) -> str:
    path.write_text(f"{secret}\n", encoding="utf-8")
    path.chmod(0o600)
    return str(path)


@pytest.fixture
def secrets(tmp_path: Path) -> dict[str, str | None]:
    """Give settings of which no secret stands where it usually does."""
    places: dict[str, dict[str, Any]] = {
        "of-file": {"client_secret_file": _written(tmp_path / "client", SECRETS["of-file"])},
        "of-environment": {"client_secret_env": "FORUM_SECRET"},
        "of-env-file": {"client_secret_env": ["NEWS_SECRET", "FORUM_SECRET"]},
    }
    clients = {name: {"redirect_uris": [REDIRECT_URI], **place} for name, place in places.items()}
    client_secret = _written(tmp_path / "discord", discord_server.CLIENT_SECRET)
    bot_token = _written(tmp_path / "bot", discord_server.BOT_TOKEN)
    return {
        "OAUTH_CLIENTS": json.dumps(clients),
        "DISCORD_CLIENT_SECRET": None,
        "DISCORD_CLIENT_SECRET_FILE": client_secret,
        "DISCORD_BOT_TOKEN": None,
        "DISCORD_BOT_TOKEN_FILE": bot_token,
        "FORUM_SECRET": SECRETS["of-environment"],
    }


async def _signs_people_in(provider: Provider, client_id: str, secret: str) -> None:
    registration = Registration(client_id=client_id, client_secret=secret)
    async with relying_party(provider.issuer, registration) as application, Browser() as browser:
        assert (await application.sign_in(browser))["token_type"] == "Bearer"


async def test_one_worker_reads_them_wherever_they_are(
    start_provider: StartProvider, secrets: dict[str, str | None]
) -> None:
    provider = start_provider(**secrets, NEWS_SECRET=SECRETS["of-env-file"])
    for client_id, secret in SECRETS.items():
        await _signs_people_in(provider, client_id, secret)


async def test_each_of_two_workers_reads_them_too(
    discord: DiscordServer,
    key_file: Path,
    secrets: dict[str, str | None],
    redis_server: str,
    tmp_path: Path,
) -> None:
    redis_url = _written(tmp_path / "redis", redis_server)
    settings = provider_settings(
        discord, key_file, **secrets, WORKERS="2", REDIS_URL_FILE=redis_url
    )
    directory = tmp_path / "provider"
    directory.mkdir()
    env_file = directory / ".env"
    env_file.write_text(f"NEWS_SECRET={SECRETS['of-env-file']}\n", encoding="utf-8")
    provider = Provider(settings, directory)
    try:
        provider.wait_for("/health/ready", 200)
        wait_until(lambda: len(workers_of(provider.pid)) == 2, "two workers", within=10)
        for idle in workers_of(provider.pid):
            with frozen(idle):
                provider.wait_for("/health/ready", 200)
                for client_id, secret in SECRETS.items():
                    await _signs_people_in(provider, client_id, secret)
    finally:
        provider.end()
    assert provider.events("unknown_setting") == []
    assert "canary" not in provider.output
