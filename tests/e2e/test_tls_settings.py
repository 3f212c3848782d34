"""A certificate that cannot serve stops the start, with one line that says what to mend."""

from pathlib import Path

import pytest

from tests.e2e.certificates import Pair, self_signed
from tests.e2e.discord_server import HOST, DiscordServer
from tests.e2e.provider import refused_start
from tests.e2e.world import provider_settings
from tests.redis_process import free_port


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return self_signed(tmp_path)


def complaint_about(
    discord: DiscordServer, key_file: Path, pair: Pair, **changes: str | None
) -> str:
    """Start with this pair, and give the one line it ends with."""
    secure: dict[str, str | None] = {"ISSUER": f"https://{HOST}:{free_port()}", **pair.settings()}
    settings = provider_settings(discord, key_file, **(secure | changes))
    return refused_start(settings, pair.cert_file.parent)


def test_a_key_of_another_certificate(
    discord: DiscordServer, key_file: Path, pair: Pair, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = self_signed(tmp_path / "other")
    complaint = complaint_about(discord, key_file, pair, TLS_KEY_FILE=str(other.key_file))
    assert complaint.startswith("guildpass: TLS_KEY_FILE: is not the key")


def test_the_two_files_the_wrong_way_round(
    discord: DiscordServer, key_file: Path, pair: Pair
) -> None:
    swapped = Pair(cert_file=pair.key_file, key_file=pair.cert_file)
    complaint = complaint_about(discord, key_file, swapped)
    assert complaint.startswith("guildpass: TLS_CERT_FILE: holds no PEM certificate")


def test_a_key_file_without_a_key(discord: DiscordServer, key_file: Path, pair: Pair) -> None:
    complaint = complaint_about(discord, key_file, pair, TLS_KEY_FILE=str(pair.cert_file))
    assert complaint.startswith("guildpass: TLS_KEY_FILE: holds no PEM private key")


def test_a_key_with_a_passphrase_is_refused_and_nobody_is_asked_for_it(
    discord: DiscordServer, key_file: Path, tmp_path: Path
) -> None:
    locked = self_signed(tmp_path, passphrase=b"canary-of-a-passphrase")
    complaint = complaint_about(discord, key_file, locked)
    assert complaint.startswith("guildpass: TLS_KEY_FILE: has a passphrase")


@pytest.mark.parametrize("name", ["TLS_CERT_FILE", "TLS_KEY_FILE"])
def test_one_without_the_other(
    discord: DiscordServer, key_file: Path, pair: Pair, name: str
) -> None:
    complaint = complaint_about(discord, key_file, pair, **{name: None})
    assert complaint.startswith(f"guildpass: {name}: is required")


@pytest.mark.parametrize("name", ["TLS_CERT_FILE", "TLS_KEY_FILE"])
def test_a_file_that_is_not_there(
    discord: DiscordServer, key_file: Path, pair: Pair, name: str
) -> None:
    complaint = complaint_about(discord, key_file, pair, **{name: "/nowhere/tls.pem"})
    assert complaint.startswith(f"guildpass: {name}: the file cannot be read")


def test_an_issuer_that_is_not_https(discord: DiscordServer, key_file: Path, pair: Pair) -> None:
    complaint = complaint_about(discord, key_file, pair, ISSUER=f"http://{HOST}:{free_port()}")
    assert complaint.startswith("guildpass: ISSUER: must be https")


def test_authorities_that_are_none(discord: DiscordServer, key_file: Path, pair: Pair) -> None:
    complaint = complaint_about(discord, key_file, pair, OUTBOUND_CA_FILE=str(pair.key_file))
    assert complaint.startswith("guildpass: OUTBOUND_CA_FILE: holds no PEM certificate")
