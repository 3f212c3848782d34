"""Where settings come from: the environment, and below it an optional ``.env``."""

from pathlib import Path

import pytest

from domain.role import Role
from entrypoints.cli.environment import stop, values_of_process
from entrypoints.settings import SettingsError, load_settings
from tests.unit.entrypoints.settings_values import REQUIRED, subteams_by_role

ALL_NAMES = (
    *REQUIRED,
    *("JWT_PRIVATE_KEY_FILE", "DISCORD_BOT_TOKEN", "ROLE_TO_SUBTEAM", "OAUTH_CLIENTS"),
    *("REDIS_URL", "REDIS_KEY_PREFIX", "AUTH_REQUEST_TTL", "AUTH_CODE_TTL", "ACCESS_TOKEN_TTL"),
    *("DISCORD_API_URL", "DISCORD_AUTHORIZE_URL", "HOST", "PORT", "WORKERS"),
    *("LOG_FORMAT", "LOG_LEVEL"),
)


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty directory to work in, and an environment without our settings."""
    monkeypatch.chdir(tmp_path)
    for name in ALL_NAMES:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def write(directory: Path, **changes: str) -> None:
    lines = [f"{name}={value}" for name, value in {**REQUIRED, **changes}.items()]
    (directory / ".env").write_text("\n".join(["# a comment", *lines, ""]), encoding="utf-8")


def test_the_environment_alone_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in REQUIRED.items():
        monkeypatch.setenv(name, value)
    assert load_settings(values_of_process()).issuer == REQUIRED["ISSUER"]


def test_the_file_alone_is_enough(directory: Path) -> None:
    write(directory)
    assert load_settings(values_of_process()).issuer == REQUIRED["ISSUER"]


def test_the_environment_wins_over_the_file(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(directory, PORT="9000", LOG_LEVEL="debug")
    monkeypatch.setenv("PORT", "9001")
    settings = load_settings(values_of_process())
    assert (settings.port, settings.log_level) == (9001, "debug")


def test_an_empty_name_in_the_environment_does_not_fall_back_to_the_file(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(directory)
    monkeypatch.setenv("DISCORD_CLIENT_SECRET", "")
    with pytest.raises(SettingsError, match="DISCORD_CLIENT_SECRET: is empty"):
        load_settings(values_of_process())


@pytest.mark.parametrize("secret", ["pa$HOME$x", "${HOME}", "$$", "a${UNSET:-b}c", "%24{HOME}"])
@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_a_dollar_sign_in_a_secret_survives(
    directory: Path, monkeypatch: pytest.MonkeyPatch, secret: str, quote: str
) -> None:
    monkeypatch.setenv("HOME", "/root")
    write(directory, DISCORD_CLIENT_SECRET=f"{quote}{secret}{quote}")
    assert load_settings(values_of_process()).discord_client_secret == secret


def test_json_may_stand_in_the_file_without_quotes_or_on_many_lines(directory: Path) -> None:
    entry = '{"app": {"client_secret": "s$1#x", "redirect_uris": ["https://a.example/cb"]}}'
    write(directory, OAUTH_CLIENTS=entry, ROLE_TO_SUBTEAM='\'{"123456789012345678": "board"}\'')
    settings = load_settings(values_of_process())
    assert settings.clients[0].client_id == "app"
    (guild_id,) = settings.rulebook.guild_ids
    assert subteams_by_role(settings) == {Role(guild_id, "123456789012345678"): {"board"}}


def test_a_name_without_a_value_is_a_mistake(directory: Path) -> None:
    write(directory)
    with (directory / ".env").open("a", encoding="utf-8") as file:
        file.write("DISCORD_BOT_TOKEN\n")
    with pytest.raises(SettingsError, match="DISCORD_BOT_TOKEN: is empty"):
        load_settings(values_of_process())


def test_nothing_set_at_all_names_the_first_thing_to_set() -> None:
    with pytest.raises(SettingsError, match="ISSUER: is required"):
        load_settings(values_of_process())


def test_the_start_ends_with_code_2_and_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        stop(SettingsError("PORT", "must be a whole number"))
    assert caught.value.code == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", "guildpass: PORT: must be a whole number\n")
