"""The ``.env`` file: what is read from it, and what is said of one that cannot be read."""

import os
import re
from hashlib import sha256
from pathlib import Path

import pytest

from domain.role import Role
from entrypoints.cli.environment import (
    freeze,
    frozen,
    mend_of,
    unknown_names,
    values_of_process,
)
from entrypoints.settings import SETTING_NAMES, Settings, SettingsError, load_settings
from tests.unit.entrypoints.settings_values import (
    REQUIRED,
    SNOWFLAKE,
    clients_json,
    subteams_by_role,
)

README = Path(__file__).parents[3] / "README.md"
MARK = "it's"
CLIENTS_WITH_AN_APOSTROPHE = f"""OAUTH_CLIENTS='{{"web":{{"client_secret":"{MARK}"}}}}'"""


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the path of the file, in an empty directory and without our settings around."""
    monkeypatch.chdir(tmp_path)
    for name in (*REQUIRED, "OAUTH_CLIENTS", "ROLE_TO_SUBTEAM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / ".env"


def text(*more: str) -> str:
    """Give a good file of a comment, the five required settings, and these statements."""
    return "\n".join(["# mine", *(f"{k}={v}" for k, v in REQUIRED.items()), *more, ""])


def read() -> Settings:
    return load_settings(values_of_process())


def refused() -> str:
    """Give what is said; one line that names the file."""
    with pytest.raises(SettingsError) as caught:
        values_of_process()
    message = str(caught.value)
    assert caught.value.name == ".env"
    assert message.startswith(".env: ")
    assert message.isprintable()
    assert caught.value.__cause__ is None
    return message


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        (CLIENTS_WITH_AN_APOSTROPHE, 7),
        (f"A=1\n# web\n{CLIENTS_WITH_AN_APOSTROPHE}\nPORT=9000", 9),
        (f"OAUTH_CLIENTS='{{\n{MARK}\n}}'", 7),
        (f"\n\n\n{CLIENTS_WITH_AN_APOSTROPHE}", 10),
        (f'JWT_AUDIENCE="{MARK}', 7),
        (f"DISCORD_BOT_TOKEN '{MARK}'", 7),
        (f'{{"{MARK}": 1}}', 7),
    ],
)
def test_a_statement_that_cannot_be_understood_is_named_by_its_line(
    file: Path, statement: str, line: int
) -> None:
    file.write_text(text(statement), encoding="utf-8")
    message = refused()
    assert message.startswith(f".env: cannot be understood at line {line}; ")
    assert "single quotes" in message
    assert MARK not in message


def test_a_file_that_is_a_directory_is_told(file: Path) -> None:
    file.mkdir()
    assert "cannot be read (IsADirectoryError)" in refused()


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_file_that_is_not_utf_8_is_told_and_not_shown(file: Path, encoding: str) -> None:
    file.write_text(text("DISCORD_BOT_TOKEN=\u00fcber"), encoding=encoding)
    message = refused()
    assert "cannot be read (UnicodeDecodeError)" in message
    assert "ber" not in message


def test_no_file_is_no_mistake() -> None:
    assert "ISSUER" not in values_of_process()


def test_a_byte_order_mark_does_not_hide_the_first_setting(file: Path) -> None:
    file.write_text(text().removeprefix("# mine\n"), encoding="utf-8-sig")
    assert read().issuer == REQUIRED["ISSUER"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_json_in_single_quotes_may_take_many_lines(file: Path, newline: str) -> None:
    clients = """OAUTH_CLIENTS='{
      "web": {
        "client_secret": "s$1#\\"x",
        "redirect_uris": ["https://web.example.org/cb"]
      }
    }'"""
    roles = f"""ROLE_TO_SUBTEAM='
      {{
        "{SNOWFLAKE}": ["board",
                        "treasury"]
      }}
    '"""
    file.write_text(text(clients, roles, "PORT=9000"), encoding="utf-8", newline=newline)
    settings = read()
    assert [client.client_id for client in settings.clients] == ["web"]
    (guild_id,) = settings.rulebook.guild_ids
    assert subteams_by_role(settings) == {Role(guild_id, SNOWFLAKE): {"board", "treasury"}}
    assert settings.port == 9000


def test_what_the_readme_shows_can_be_pasted(file: Path) -> None:
    shown = re.search(
        r"^ {4}OAUTH_CLIENTS='.*?'$", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    assert shown
    assert shown[0].count("\n") > 5
    # As it stands the example's secret is refused, so that nobody runs with it.
    file.write_text(text(shown[0]), encoding="utf-8")
    with pytest.raises(SettingsError, match="still the example"):
        read()
    file.write_text(text(shown[0].replace("...", "5" * 64)), encoding="utf-8")
    assert [client.client_id for client in read().clients] == ["wiki", "app"]


def test_a_setting_that_stands_twice_is_named(file: Path) -> None:
    file.write_text(text("PORT=9000", "PORT=9001"), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"^PORT: stands twice in \.env$"):
        values_of_process()


def test_a_misspelt_name_is_told(file: Path) -> None:
    file.write_text(text("ROLES_TO_SUBTEAM={}"), encoding="utf-8")
    assert unknown_names(read()) == ["ROLES_TO_SUBTEAM"]


def test_a_secret_of_a_client_may_stand_in_the_file_under_any_name(file: Path) -> None:
    clients = clients_json(client_secret=None, client_secret_env="WIKI_SECRET")
    file.write_text(text(f"OAUTH_CLIENTS={clients}", "WIKI_SECRET=w$1#ki"), encoding="utf-8")
    (client,) = read().clients
    assert client.client_secrets_sha256 == {sha256(b"w$1#ki").digest()}
    assert unknown_names(read()) == []


def test_workers_see_what_the_file_said_at_the_start_and_no_more_of_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", {"WIKI_SECRET": "set"})
    clients = clients_json(client_secret=None, client_secret_env=["WIKI_SECRET", "NEXT"])
    lines = (f"OAUTH_CLIENTS={clients}", "WIKI_SECRET=x", "NEXT=next", "PYTHONPATH=/x")
    file.write_text(text(*lines), encoding="utf-8")
    values = values_of_process()
    freeze(values, load_settings(values), None)
    file.unlink()
    assert "PYTHONPATH" not in os.environ
    settings, _ = frozen()
    (client,) = settings.clients
    assert client.client_secrets_sha256 == {sha256(s).digest() for s in (b"set", b"next")}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ROLES_TO_SUBTEAM", "ROLE_TO_SUBTEAM"),
        ("oauth_clients", "OAUTH_CLIENTS"),
        ("GUILD_ID", "DISCORD_GUILD_ID"),
    ],
)
def test_of_a_name_that_is_no_setting_the_nearest_is_told(name: str, meant: str) -> None:
    assert mend_of(name) == f"did you mean {meant}? see .env.example"


def test_of_a_name_that_is_near_to_none_nothing_is_guessed() -> None:
    assert mend_of("MY_OWN_THING") == "see .env.example"


def test_a_required_setting_that_is_there_under_a_like_name_is_told_with_it(file: Path) -> None:
    misspelt = text().replace("DISCORD_CLIENT_SECRET", "DISCORD_CLIENT_SECRTE")
    file.write_text(misspelt)
    with pytest.raises(SettingsError) as caught:
        read()
    assert str(caught.value) == (
        "DISCORD_CLIENT_SECRET: is required; .env.example describes it; "
        "is DISCORD_CLIENT_SECRTE meant for it?"
    )


def test_a_name_that_would_break_the_line_is_not_told(file: Path) -> None:
    file.write_text(text("'ISSUER\x1b'=x").replace("ISSUER=", "X="))
    with pytest.raises(SettingsError) as caught:
        read()
    assert str(caught.value) == "ISSUER: is required; .env.example describes it"


@pytest.mark.parametrize("page", ["README.md", ".env.example"])
def test_every_setting_is_described(page: str) -> None:
    described = README.with_name(page).read_text(encoding="utf-8")
    words = set(re.findall(r"[A-Z][A-Z_]+", described))
    assert words >= SETTING_NAMES


def test_the_example_sets_no_name_that_is_none() -> None:
    example = README.with_name(".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == SETTING_NAMES
