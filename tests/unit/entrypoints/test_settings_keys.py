"""``JWT_KEYS_DIR`` and what goes with it."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

from domain.signing_algorithm import SigningAlgorithm
from entrypoints.settings import SettingsError, load_key_settings
from tests.unit.entrypoints.settings_values import clients_json, load, refusal


def test_without_any_of_them_there_is_the_single_file() -> None:
    keys = load().keys
    assert (keys.private_key_file, keys.directory, keys.rotate_every) == (
        "private_key.pem",
        None,
        None,
    )
    assert keys.schedule.jwks_max_age == timedelta(seconds=300)
    assert keys.schedule.reload_interval == timedelta(seconds=30)
    assert keys.schedule.longest_use == timedelta(hours=8)


def test_beside_a_directory_the_single_file_has_no_default() -> None:
    keys = load(JWT_KEYS_DIR="keys").keys
    assert (keys.private_key_file, keys.directory) == (None, "keys")
    keys = load(JWT_KEYS_DIR="keys", JWT_PRIVATE_KEY_FILE="private_key.pem").keys
    assert (keys.private_key_file, keys.directory) == ("private_key.pem", "keys")


def test_what_is_set_is_taken(tmp_path: Path) -> None:
    keys = load(
        JWT_KEYS_DIR=str(tmp_path),
        JWKS_MAX_AGE="15m",
        KEYS_RELOAD_INTERVAL="5",
        KEYS_ROTATE_EVERY="90d",
        ACCESS_TOKEN_TTL="12h",
    ).keys
    assert keys.rotate_every == timedelta(days=90)
    assert keys.schedule.jwks_max_age == timedelta(minutes=15)
    assert keys.schedule.reload_interval == timedelta(seconds=5)
    assert keys.schedule.longest_use == timedelta(hours=12)


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("90", timedelta(seconds=90)),
        ("90s", timedelta(seconds=90)),
        ("15m", timedelta(minutes=15)),
        ("12h", timedelta(hours=12)),
        ("30d", timedelta(days=30)),
    ],
)
def test_a_time_may_have_a_unit(text: str, duration: timedelta) -> None:
    assert load(SESSION_TTL=text).session_ttl == duration


@pytest.mark.parametrize(
    ("name", "bounds"),
    [
        ("SESSION_TTL", "1 to 2592000 (30d)"),
        ("ROLE_FRESHNESS", "1 to 86400 (1d)"),
        ("JWKS_MAX_AGE", "1 to 86400 (1d)"),
        ("KEYS_RELOAD_INTERVAL", "1 to 3600 (1h)"),
        ("KEYS_ROTATE_EVERY", "336 to 3153600000 (36500d)"),
        ("AUTH_CODE_TTL", "1 to 600 (10m)"),
    ],
)
@pytest.mark.parametrize(
    "text", ["0", "0d", "99999999d", "9999999999", "1w", "1 d", "1D", "d", "1.5h", "1h30m", "-1s"]
)
def test_a_time_that_is_none_or_out_of_bounds_is_refused(name: str, bounds: str, text: str) -> None:
    message = refusal(name, **{"JWT_KEYS_DIR": "keys", name: text})
    assert f"from {bounds}; a number with s, m, h or d behind it" in message


def test_rotating_by_itself_needs_a_directory() -> None:
    message = refusal("KEYS_ROTATE_EVERY", KEYS_ROTATE_EVERY="90d")
    assert "needs JWT_KEYS_DIR" in message


def test_a_key_cannot_be_rotated_before_it_could_sign(tmp_path: Path) -> None:
    changes = {"JWT_KEYS_DIR": str(tmp_path), "JWKS_MAX_AGE": "60", "KEYS_RELOAD_INTERVAL": "10"}
    for text in ("75", "1m", "soon"):
        message = refusal("KEYS_ROTATE_EVERY", **changes, KEYS_ROTATE_EVERY=text)
        assert "must be a whole number from 76 to" in message
        assert "by JWKS_MAX_AGE and KEYS_RELOAD_INTERVAL" in message
    assert load(**changes, KEYS_ROTATE_EVERY="76").keys.rotate_every == timedelta(seconds=76)


def test_rotating_by_itself_needs_a_directory_that_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", refused)
    load(JWT_KEYS_DIR=str(tmp_path))
    message = refusal("JWT_KEYS_DIR", JWT_KEYS_DIR=str(tmp_path), KEYS_ROTATE_EVERY="90d")
    assert "cannot be written (Permission denied), which KEYS_ROTATE_EVERY needs" in message


def test_that_a_directory_is_missing_is_told_by_whoever_reads_it(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert load(JWT_KEYS_DIR=str(missing), KEYS_ROTATE_EVERY="90d").keys.rotate_every


def test_the_command_needs_the_settings_about_keys_alone() -> None:
    assert load_key_settings({"JWT_KEYS_DIR": "keys"}).directory == "keys"
    with pytest.raises(SettingsError, match="JWT_KEYS_DIR: is required here"):
        load_key_settings({"JWT_PRIVATE_KEY_FILE": "private_key.pem"})


@pytest.mark.parametrize("alg", SigningAlgorithm)
def test_a_client_names_the_algorithm_of_its_id_tokens(alg: SigningAlgorithm) -> None:
    settings = load(OAUTH_CLIENTS=clients_json(id_token_signed_response_alg=str(alg)))
    assert settings.clients[0].id_token_signed_response_alg is alg


def test_a_client_that_names_none_has_rs256() -> None:
    (client,) = load(OAUTH_CLIENTS=clients_json()).clients
    assert client.id_token_signed_response_alg is SigningAlgorithm.RS256


@pytest.mark.parametrize("alg", ["none", "HS256", "RS512", "eddsa", "ES384", "Ed25519", ""])
def test_a_client_cannot_name_an_algorithm_that_is_none_of_ours(alg: str) -> None:
    message = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=clients_json(id_token_signed_response_alg=alg))
    assert "id_token_signed_response_alg must be one of RS256, PS256, ES256, EdDSA" in message
