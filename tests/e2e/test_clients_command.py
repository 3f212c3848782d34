"""``guildpass clients`` and ``guildpass config``, beside a provider that runs."""

import os
import pty
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.discord.members import GUILD_ID
from tests.e2e.browser import Browser
from tests.e2e.discord_server import DiscordServer
from tests.e2e.provider import COMMAND, Provider, environment
from tests.e2e.relying_party import Registration, relying_party
from tests.e2e.shell import ENDS_WITHIN, guildpass
from tests.e2e.waiting import wait_until
from tests.e2e.world import REDIRECT_URI, provider_settings

pytestmark = pytest.mark.anyio

WIKI = "club-wiki"
ADD = ("clients", "add", "Club wiki", "--redirect-uri", REDIRECT_URI)
ROTATE = ("clients", "rotate-secret", WIKI)
SECRET = re.compile("^client_secret  (.+)$", re.MULTILINE)


@pytest.fixture
def settings(discord: DiscordServer, key_file: Path, tmp_path: Path) -> dict[str, str]:
    """Give settings that leave the applications to a file, in which there is none yet."""
    file = tmp_path / "guildpass.toml"
    file.write_text(f'[guilds]\nclub = "{GUILD_ID}"\n')
    settings = provider_settings(discord, key_file, GUILDPASS_CONFIG=str(file))
    for name in ("DISCORD_GUILD_ID", "OAUTH_CLIENTS", "ROLE_TO_SUBTEAM"):
        del settings[name]
    return settings


@pytest.fixture
def provider(settings: dict[str, str], tmp_path: Path) -> Iterator[Provider]:
    """Give the provider."""
    running = Provider(settings, tmp_path)
    try:
        running.wait_for("/health/ready", 200)
        yield running
    finally:
        running.end()


def secret_of(settings: dict[str, str], provider: Provider, *arguments: str) -> str:
    """Let a command write a new secret, and wait until the provider has read it."""
    output = written(settings, provider, *arguments)
    (secret,) = SECRET.findall(output)
    return str(secret)


def written(settings: dict[str, str], provider: Provider, *arguments: str) -> str:
    before = len(provider.events("rules_reloaded"))
    output = guildpass(settings, *arguments, "--write").stdout
    wait_until(
        lambda: len(provider.events("rules_reloaded")) > before, "the file is read", within=15
    )
    return output


async def status_for(provider: Provider, secret: str) -> int:
    """Give the status with which an application is answered that has this secret."""
    registration = Registration(client_id=WIKI, client_secret=secret)
    async with relying_party(provider.issuer, registration) as party:
        return (await party.ask("introspection_endpoint", token="none")).status_code


async def test_an_application_is_added_and_its_secret_changed_while_the_provider_runs(
    provider: Provider, settings: dict[str, str], browser: Browser
) -> None:
    first = secret_of(settings, provider, *ADD)
    registration = Registration(client_id=WIKI, client_secret=first)
    async with relying_party(provider.issuer, registration) as party:
        assert "id_token" in await party.sign_in(browser, scope="openid")

    second = secret_of(settings, provider, *ROTATE)
    assert [await status_for(provider, one) for one in (first, second)] == [200, 200]
    written(settings, provider, *ROTATE, "--finish")
    assert [await status_for(provider, one) for one in (first, second)] == [401, 200]

    assert first not in provider.output
    assert second not in provider.output


def test_a_terminal_shows_a_table_and_a_pipe_plain_columns(settings: dict[str, str]) -> None:
    guildpass(settings, *ADD, "--write")
    piped = guildpass(settings, "clients", "list").stdout
    assert piped.startswith("ID         NAME       KIND          REDIRECT URIS")
    shown = in_terminal(settings, "clients", "list")
    assert "─" in shown
    assert WIKI in shown


def test_the_file_is_checked_as_a_start_would(settings: dict[str, str]) -> None:
    file = Path(settings["GUILDPASS_CONFIG"])
    assert guildpass(settings, "config", "check").stdout == (
        f"{file} is good: 0 applications, 0 subteams\n"
    )
    file.write_text(f"{file.read_text()}[applications.wiki]\n")
    complaint = guildpass(settings, "config", "check", code=2).stderr
    assert complaint.startswith(f"guildpass: {file}: line 3, applications.wiki: ")
    assert guildpass(settings, "serve", code=2).stderr == complaint


def test_a_shell_completes_client_ids(settings: dict[str, str]) -> None:
    guildpass(settings, *ADD, "--write")
    typed = {
        "_GUILDPASS_COMPLETE": "bash_complete",
        "COMP_WORDS": "guildpass clients rotate-secret cl",
        "COMP_CWORD": "3",
    }
    assert guildpass(settings | typed).stdout == f"plain,{WIKI}\n"
    # While the settings cannot be read there is nothing to complete, and nothing is said of it.
    del settings["ISSUER"]
    result = guildpass(settings | typed)
    assert (result.stdout.strip(), result.stderr) == ("", "")


def in_terminal(settings: dict[str, str], *arguments: str) -> str:
    """Run a command in a terminal, and give what it shows there."""
    ours, its = pty.openpty()
    try:
        subprocess.run(  # noqa: S603 - our own command
            [COMMAND, *arguments],
            env=environment(settings | {"TERM": "xterm", "COLUMNS": "160"}),
            stdin=its,
            stdout=its,
            stderr=its,
            timeout=ENDS_WITHIN,
            check=True,
        )
        return os.read(ours, 65_536).decode()
    finally:
        os.close(ours)
        os.close(its)
