"""Settings that cannot be right, through the real command."""

from pathlib import Path

import pytest

from tests.e2e.discord_server import DiscordServer
from tests.e2e.provider import refused_start
from tests.e2e.world import provider_settings

CANARY = "canary-of-a-bad-value"
FRAGMENT = f'{{"a": {{"client_secret": "{CANARY}", "redirect_uris": ["https://a.example/#x"]}}}}'

BAD: dict[str, dict[str, str | None]] = {
    "ISSUER": {"ISSUER": f"http://{CANARY}.example"},
    "DISCORD_GUILD_ID": {"DISCORD_GUILD_ID": CANARY},
    "OAUTH_CLIENTS": {"OAUTH_CLIENTS": FRAGMENT},
    "JWT_PRIVATE_KEY_FILE": {"JWT_PRIVATE_KEY_FILE": f"/nowhere/{CANARY}.pem"},
    "JWT_KEYS_DIR": {"JWT_KEYS_DIR": f"/nowhere/{CANARY}", "JWT_PRIVATE_KEY_FILE": None},
    "KEYS_ROTATE_EVERY": {"KEYS_ROTATE_EVERY": "90d"},
    "DISCORD_CLIENT_SECRET": {"DISCORD_CLIENT_SECRET": None},
    "WORKERS": {"WORKERS": "2", "REDIS_URL": None},
}


@pytest.mark.parametrize("setting", BAD)
def test_a_bad_setting_stops_the_start_with_one_line_that_names_it_and_not_its_value(
    discord: DiscordServer, key_file: Path, tmp_path: Path, setting: str
) -> None:
    complaint = refused_start(provider_settings(discord, key_file, **BAD[setting]), tmp_path)

    assert complaint.startswith(f"guildpass: {setting}: ")
    assert CANARY not in complaint


def test_a_bad_setting_in_the_env_file_counts_and_the_environment_wins_over_it(
    discord: DiscordServer, key_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / ".env"
    settings = provider_settings(discord, key_file)
    file.write_text("ACCESS_TOKEN_TTL=soon\nISSUER=nonsense\n")

    complaint = refused_start(settings, tmp_path)

    assert complaint.startswith("guildpass: ACCESS_TOKEN_TTL: ")


def test_a_port_that_is_taken_stops_the_start_with_one_line_that_names_both(
    discord: DiscordServer, key_file: Path, tmp_path: Path
) -> None:
    taken = discord.url.rpartition(":")[2]
    complaint = refused_start(provider_settings(discord, key_file, PORT=taken), tmp_path)

    assert complaint.startswith("guildpass: HOST, PORT: ")
    assert "address already in use" in complaint.lower()


def test_an_address_of_another_machine_stops_the_start_too(
    discord: DiscordServer, key_file: Path, tmp_path: Path
) -> None:
    # RFC 5737: an address nobody has.
    complaint = refused_start(provider_settings(discord, key_file, HOST="192.0.2.1"), tmp_path)

    assert complaint.startswith("guildpass: HOST, PORT: ")


def test_an_env_file_with_a_slip_stops_the_start_with_its_line(
    discord: DiscordServer, key_file: Path, tmp_path: Path
) -> None:
    slip = f"""OAUTH_CLIENTS='{{"web":{{"client_secret":"{CANARY}it's"}}}}'"""
    (tmp_path / ".env").write_text(f"# mine\n{slip}\n")

    complaint = refused_start(provider_settings(discord, key_file, OAUTH_CLIENTS=None), tmp_path)

    assert complaint.startswith("guildpass: .env: cannot be understood at line 2; ")
    assert CANARY not in complaint
