"""``guildpass.toml``: what is said of a fault never holds a secret, nor what may be one."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from entrypoints.settings import SettingsError
from tests.unit.entrypoints.rules_files import load_rules

CANARY = "kAnArY-7Qx"
RULES = """
[guilds]
club = "81384788765712384"
partner = "197038439483310086"
[roles]
member = "club/1152921504606846976"
captain = "partner/1152921504606846977"
[subteams.members]
name = "Members"
any = ["@member", "@club/everyone"]
none = ["@club/1152921504606846979"]
[subteams.board]
name = "The board"
any = ["@captain"]
all = ["members"]
[gate]
none = ["@captain"]
account_age = "7d"
allowed_users = ["80351110224678912"]
blocked_users = ["80351110224678913"]
[applications.app]
client_name = "App"
redirect_uris = ["https://app.example.org/cb", "https://app.example.org/other"]
client_secret = ["a-secret", "another"]
token_endpoint_auth_method = "client_secret_post"
grant_types = ["authorization_code"]
response_types = ["code"]
scope = "openid profile email groups"
id_token_claims = "full"
id_token_signed_response_alg = "RS256"
consent = "once"
post_logout_redirect_uris = ["https://app.example.org/"]
backchannel_logout_uri = "https://app.example.org/logout"
audience = "https://api.example.org"
cors_origins = ["https://web.example.org"]
email = "@users.example.org"
gate = { any = ["board"], two_factor = true, account_age = "30d" }
preferred_username = { characters = "a-z0-9", longest = 40 }
[applications.app.claims.groups]
form = "name"
prefix = "club:"
only = ["board"]
scopes = ["groups"]
in = ["id_token"]
[applications.app.claims.role]
values = { board = "admin", members = ["a", "b"] }
default = "user"
[applications.hashed]
client_secret_sha256 = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"
redirect_uris = ["https://hashed.example.org/cb"]
[applications.filed]
client_secret_file = "SECRET_FILE"
redirect_uris = ["https://filed.example.org/cb"]
[applications.varied]
client_secret_env = "SECRET_OF_VARIED"
redirect_uris = ["https://varied.example.org/cb"]
"""
WHOLE: dict[str, Any] = tomlkit.parse(RULES).unwrap()
Place = tuple[str | int, ...]


def places(value: object, place: Place = ()) -> Iterator[Place]:
    """Give where the texts are."""
    match value:
        case dict():
            for key, one in value.items():
                yield from places(one, (*place, key))
        case list():
            for index, one in enumerate(value):
                yield from places(one, (*place, index))
        case str():
            yield place


PLACES = list(places(WHOLE))


def with_value(place: Place, value: object) -> dict[str, Any]:
    changed = copy.deepcopy(WHOLE)
    put(changed, place, value)
    return changed


def put(table: dict[str, Any], place: Place, value: object) -> None:
    at: Any = table
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = value


def written(table: dict[str, Any]) -> str:
    return "".join(f"{key} = {in_line(value)}\n" for key, value in table.items())


def in_line(value: object) -> str:
    match value:
        case dict():
            inside = (f"{in_line(key)} = {in_line(one)}" for key, one in value.items())
            return f"{{{', '.join(inside)}}}"
        case list():
            return f"[{', '.join(map(in_line, value))}]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def said_of(table: dict[str, Any] | str) -> str:
    text = table if isinstance(table, str) else written(table)
    with TemporaryDirectory() as directory:
        secret = Path(directory) / "secret"
        secret.write_text("s3cret", encoding="utf-8")
        try:
            rules = text.replace("SECRET_FILE", str(secret))
            load_rules(Path(directory), rules, SECRET_OF_VARIED="x")
        except SettingsError as fault:
            return str(fault)
    return ""


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_no_text_of_the_file_is_in_what_is_said_of_a_fault(place: Place) -> None:
    for text in (CANARY, f"@{CANARY}", f" {CANARY}\n", f"@club/{CANARY}", f"@{CANARY}/1"):
        for value in (text, [text], {text: text}, [text, 1]):
            said = said_of(with_value(place, value))
            assert CANARY not in said
            assert said.isprintable()


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_no_text_is_told_where_the_file_is_broken_behind_it(place: Place) -> None:
    whole = tomlkit.dumps(with_value(place, CANARY))
    before, _, after = whole.partition(f'"{CANARY}"')
    for broken in (CANARY, f'"{CANARY}', f"'{CANARY}", f'"{CANARY}\\', f'"{CANARY}" {CANARY}'):
        said = said_of(f"{before}{broken}{after}")
        assert said
        assert CANARY not in said


@settings(max_examples=100)
@given(st.sampled_from(PLACES), st.sampled_from(PLACES), st.text(max_size=8))
def test_nor_if_two_places_are_wrong(one: Place, other: Place, noise: str) -> None:
    table = with_value(one, f"{CANARY}{noise}")
    put(table, other, f"{noise}{CANARY}")
    assert CANARY not in said_of(table)


def test_the_rules_that_this_is_tried_with_are_good() -> None:
    assert said_of(WHOLE) == ""
