"""The JSON Schema of guildpass.toml: what the file may hold, and what the committed one says."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from entrypoints.settings import json_schema
from tests.unit.entrypoints.command import FILE, Command

ROOT = Path(__file__).parents[3]
COMMITTED = ROOT / "docs/guildpass.schema.json"
EXAMPLE = ROOT / "guildpass.example.toml"
WHOLE = """\
[guilds]
club = "81384788765712384"
partner = "197038439483310086"
[roles]
captain = "club/1152921504606846977"
[subteams.board]
name = "The board"
any = ["@captain", "@partner/everyone"]
[subteams."a:b.c"]
all = ["board"]
[gate]
none = ["@captain"]
two_factor = true
account_age = "30d"
allowed_users = ["80351110224678912"]
[applications.wiki]
redirect_uris = ["https://wiki.example.org/cb"]
client_secret_sha256 = ["0000000000000000000000000000000000000000000000000000000000000000"]
scope = "openid profile offline_access"
grant_types = ["authorization_code", "refresh_token"]
consent = "once"
email = "@users.example.org"
jwks = { keys = [] }
[applications.wiki.claims."https://example.org/teams"]
values = { board = ["a", "b"] }
default = 1.5
in = ["userinfo"]
scopes = ["groups"]
[applications.wiki.claims.groups]
form = "role_id"
only = ["@captain"]
[applications.wiki.preferred_username]
characters = "a-z0-9"
longest = 32
[applications.api]
client_secret = ["one", "two"]
resource_server = true
grant_types = []
"""
APPLICATION = """\
[applications.wiki]
redirect_uris = ["https://wiki.example.org/cb"]
client_secret = "one"
"""


def faults(text: str) -> list[str]:
    validator = Draft202012Validator(json_schema())
    return [error.message for error in validator.iter_errors(tomllib.loads(text))]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("text", ["", FILE, WHOLE, EXAMPLE.read_text(encoding="utf-8")])
def test_files_that_load_fit_it(text: str, command: Command) -> None:
    assert faults(text) == []
    command.file.write_text(text, encoding="utf-8")
    if text:
        command("config", "check", "--file-only")


@pytest.mark.parametrize(
    "text",
    [
        "[guild]",
        "[guilds]\nclub = 81384788765712384",
        '[guilds]\n"a/b" = "81384788765712384"',
        '[roles]\ncaptain = "the captain"',
        '[subteams."a b"]\nany = ["@x"]',
        "[subteams.board]\nany = 1",
        '[gate]\naccount_age = "a month"',
        '[gate]\nallowed_users = ["somebody"]',
        '[gate]\nanybody = ["board"]',
        '[applications."a b"]',
        APPLICATION + 'consent = "sometimes"',
        APPLICATION + 'scope = "openid everything"',
        APPLICATION + 'grant_types = ["password"]',
        APPLICATION + 'token_endpoint_auth_method = "private_key_jwt"',
        APPLICATION + 'id_token_signed_response_alg = "none"',
        APPLICATION.replace('"one"', '"00"').replace("secret", "secret_sha256"),
        APPLICATION + 'redirect_url = "https://wiki.example.org/cb"',
        APPLICATION + '[applications.wiki.claims.groups]\nform = "names"',
        APPLICATION + '[applications.wiki.claims.groups]\nin = ["header"]',
        APPLICATION + "[applications.wiki.preferred_username]\nlongest = true",
    ],
)
def test_files_that_do_not_load_do_not_fit_it(text: str, command: Command) -> None:
    assert faults(text)
    command.file.write_text(text, encoding="utf-8")
    if "[guilds]" not in text:
        command.environment["DISCORD_GUILD_ID"] = "81384788765712384"
    command.refused("config", "check", "--file-only", code=2)


def test_every_name_is_described() -> None:
    wanting = [
        f"{kind}.{name}"
        for kind, definition in json_schema()["$defs"].items()
        for name, value in definition["properties"].items()
        if "description" not in value
    ]
    assert wanting == []


def test_it_speaks_of_nothing_that_toml_cannot_say() -> None:
    assert "null" not in json.dumps(json_schema())


def test_the_committed_one_is_what_the_command_prints(command: Command) -> None:
    # make schema writes it anew.
    printed = command("config", "schema").stdout
    assert COMMITTED.read_text(encoding="utf-8") == printed
    schema: dict[str, Any] = json.loads(printed)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
