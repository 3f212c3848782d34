"""F-32: a key in ``JWT_KEYS_DIR`` that cannot be used stops the start, without being shown."""

import json
import os
from pathlib import Path

import pytest

from adapters.jose.signing_key import SigningKey
from domain.key_life import KeySchedule
from domain.signing_algorithm import SigningAlgorithm
from entrypoints.container import OpenedKeys, build_container, open_keys
from entrypoints.settings import KeySettings, SettingsError
from tests.integration.broken_key_files import RSA_PEM, WRONG
from tests.integration.http.harness import settings_for
from tests.integration.key_directories import entry, put_entry, put_key
from tests.key_rings import SCHEDULE


def key_settings(
    directory: Path | None, single: Path | None = None, schedule: KeySchedule = SCHEDULE
) -> KeySettings:
    return KeySettings(
        private_key_file=str(single) if single else None,
        directory=str(directory) if directory else None,
        rotate_every=None,
        schedule=schedule,
    )


def refusal(directory: Path, single: Path | None = None) -> str:
    with pytest.raises(SettingsError) as caught:
        open_keys(key_settings(directory, single))
    message = str(caught.value)
    assert message.startswith("JWT_KEYS_DIR: ")
    assert message.isprintable()
    assert len(message) < 200
    assert "canary" not in message
    assert str(directory) not in message
    assert caught.value.__cause__ is None
    return message


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Give a directory with one good key."""
    path = tmp_path / "keys"
    put_key(path)
    return path


@pytest.mark.parametrize(("content", "mend"), WRONG.values(), ids=WRONG)
def test_f_32_a_file_that_cannot_sign_is_named_without_its_content(
    directory: Path, content: bytes, mend: str
) -> None:
    (directory / "x.json").write_bytes(content)
    message = refusal(directory)
    assert message.startswith("JWT_KEYS_DIR: the file x.json ")
    assert mend in message


def test_f_32_a_missing_directory_is_told_with_the_command_that_makes_it(tmp_path: Path) -> None:
    message = refusal(tmp_path / "missing")
    assert "No such file or directory" in message
    assert "guildpass keys generate" in message


def test_f_32_what_is_no_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert refusal(tmp_path / "file") == (
        "JWT_KEYS_DIR: is a file: name a directory, or a single PEM file in JWT_PRIVATE_KEY_FILE"
    )


def test_f_32_a_pem_file_among_them_is_told_where_it_belongs(directory: Path) -> None:
    (directory / "x.json").write_bytes(b"\n" + RSA_PEM)
    assert refusal(directory) == (
        "JWT_KEYS_DIR: the file x.json is a PEM file: keep it elsewhere, "
        "and name it in JWT_PRIVATE_KEY_FILE"
    )


def test_f_32_two_files_of_one_key_are_refused(directory: Path) -> None:
    (original,) = directory.iterdir()
    (directory / "copy.json").write_bytes(original.read_bytes())
    message = refusal(directory)
    assert f"copy.json must be named {original.name} for the key in it; is it a copy?" in message


def test_f_32_a_key_that_is_also_the_single_file_is_refused(
    directory: Path, tmp_path: Path
) -> None:
    single = tmp_path / "private_key.pem"
    single.write_bytes(RSA_PEM)
    kid = SigningKey.from_pem(RSA_PEM).kid
    put_entry(directory, entry(RSA_PEM), f"{kid}.json")
    message = refusal(directory, single)
    assert f"the key of JWT_PRIVATE_KEY_FILE is also {kid}.json" in message


def test_f_32_an_unreadable_file_is_refused_without_waiting(directory: Path) -> None:
    (directory / "loop.json").symlink_to("loop.json")
    assert "the file loop.json cannot be read (Too many levels" in refusal(directory)
    (directory / "loop.json").unlink()
    (directory / "gone.json").symlink_to("nowhere")
    assert "the file gone.json cannot be read (No such file" in refusal(directory)
    (directory / "gone.json").unlink()
    os.mkfifo(directory / "pipe.json")
    assert "the file pipe.json is no file" in refusal(directory)
    (directory / "pipe.json").unlink()
    (directory / "dir.json").mkdir()
    assert "the file dir.json is no file" in refusal(directory)


def test_f_32_a_name_that_would_break_the_line_is_told_safely(directory: Path) -> None:
    (directory / "a\n\x1b[31mb.json").write_bytes(b"")
    assert r"'a\n\x1b[31mb.json'" in refusal(directory)


def test_what_is_no_key_file_is_left_alone(directory: Path) -> None:
    (directory / "README").write_bytes(b"canary")
    (directory / ".half.1234").write_bytes(b"canary")
    (directory / ".half.json").write_bytes(b"canary")
    assert len(opened(directory).found.keys) == 1


def opened(directory: Path | None, single: Path | None = None) -> OpenedKeys:
    return open_keys(key_settings(directory, single))


def test_keys_that_others_can_read_are_named_and_used(directory: Path, tmp_path: Path) -> None:
    single = tmp_path / "private_key.pem"
    single.write_bytes(RSA_PEM)
    single.chmod(0o600)
    (file,) = directory.iterdir()
    assert opened(directory, single).found.exposed == ()
    for path, name, mode in [
        (file, file.name, 0o640),
        (directory, "keys", 0o701),
        (single, "private_key.pem", 0o604),
    ]:
        before = path.stat().st_mode
        path.chmod(mode)
        found = opened(directory, single).found
        assert found.exposed == (name,)
        assert len(found.keys) == 2
        path.chmod(before)


def test_f_32_a_directory_without_a_key_for_rs256_stops_the_start(tmp_path: Path) -> None:
    directory = tmp_path / "keys"
    directory.mkdir(mode=0o700)
    put_key(directory, SigningAlgorithm.PS256)
    with pytest.raises(SettingsError) as caught:
        build_container(settings_for(None, JWT_KEYS_DIR=str(directory)))
    assert str(caught.value) == (
        "JWT_KEYS_DIR: no key in it signs RS256: guildpass keys generate; "
        "or, to keep the key of before, set JWT_PRIVATE_KEY_FILE beside it"
    )


def test_a_client_whose_algorithm_has_no_key_stops_the_start(tmp_path: Path) -> None:
    directory = tmp_path / "keys"
    put_key(directory, SigningAlgorithm.RS256)
    clients = {
        "web": {
            "client_secret": "s3cret",
            "redirect_uris": ["https://a.example/cb"],
            "id_token_signed_response_alg": "ES256",
        }
    }
    changes = {"JWT_KEYS_DIR": str(directory), "OAUTH_CLIENTS": json.dumps(clients)}
    with pytest.raises(SettingsError) as caught:
        build_container(settings_for(None, **changes))
    assert str(caught.value) == (
        'OAUTH_CLIENTS: client "web": id_token_signed_response_alg has no key: '
        "guildpass keys generate --alg ES256, in JWT_KEYS_DIR"
    )
    put_key(directory)
    build_container(settings_for(None, **changes))
