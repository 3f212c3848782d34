"""``guildpass.toml``: what is of the wrong kind, on which line, and which kind is right."""

from pathlib import Path

import pytest

from tests.unit.entrypoints.rules_files import APP, GUILDS, ROLES, SUBTEAMS, assert_fault

A_TEXT, A_LIST = "must be a text in quotes", "must be a list in square brackets"
A_BOOL, A_TABLE = "must be true or false, without quotes", "must be a table"
A_NUMBER = "must be a whole number, without quotes"
AN_ID = "must be a Discord id, as a text in quotes"
A_ROLE = 'must be a role id as a text, or "guild/id"'
IDS = "must list Discord user ids, as texts in quotes"
A_VALUE = "must be a text, a number, true or false, or a list of texts"
TEXTS = "must be a text in quotes, or a list of them"


@pytest.mark.parametrize("table", ["guilds", "roles", "subteams", "gate", "applications"])
@pytest.mark.parametrize("value", ["1", '"x"', "true", "[]", "2026-11-30", "[{}]"])
def test_a_table_of_the_file_is_a_table(tmp_path: Path, table: str, value: str) -> None:
    said = f", {table}: must be a table: [{table}]"
    assert_fault(tmp_path, f"{table} = {value} # here\n", said)


@pytest.mark.parametrize("table", ["guilds", "roles", "subteams", "gate", "applications"])
def test_a_table_stands_in_single_brackets(tmp_path: Path, table: str) -> None:
    said = f", {table}: must be a table: [{table}]"
    assert_fault(tmp_path, f"# rules\n[[{table}]] # here\n", said)


@pytest.mark.parametrize("value", ["81384788765712384", "true", '"x"', '""', "[]", '"0"', "1.5"])
def test_a_guild_is_an_id(tmp_path: Path, value: str) -> None:
    assert_fault(tmp_path, f"[guilds]\nclub = {value} # here\n", f", guilds.club: {AN_ID}")


@pytest.mark.parametrize("value", ["1152921504606846977", "true", "{}", "[]"])
def test_a_role_is_an_id_as_a_text(tmp_path: Path, value: str) -> None:
    said = f", roles.captain: {A_ROLE}"
    assert_fault(tmp_path, f"{GUILDS}[roles]\ncaptain = {value} # here\n", said)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("board = 1", f": {A_TABLE}"),
        ('board = ["@captain"]', f": {A_TABLE}"),
        ("board.name = 1", f".name: {A_TEXT}"),
        ('board.any = "@captain"', f".any: {A_LIST}"),
        ("board.all = [1]", f".all: {A_TEXT}"),
        ('board.none = [["@captain"]]', f".none: {A_TEXT}"),
    ],
)
def test_a_subteam_is_a_table_of_texts_and_lists(tmp_path: Path, line: str, said: str) -> None:
    text = f"{GUILDS}{ROLES}[subteams]\n{line} # here\n"
    assert_fault(tmp_path, text, f", subteams.board{said}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('any = "board"', f"any: {A_LIST}"),
        ("all = [true]", f"all: {A_TEXT}"),
        ("none = 1", f"none: {A_LIST}"),
        ('two_factor = "yes"', f"two_factor: {A_BOOL}"),
        ("two_factor = 1", f"two_factor: {A_BOOL}"),
        ("account_age = 30", f"account_age: {A_TEXT}"),
        ("allowed_users = [80351110224678912]", f"allowed_users: {A_TEXT}"),
        ('allowed_users = "80351110224678912"', f"allowed_users: {A_LIST}"),
        ('allowed_users = ["nelly"]', f"allowed_users: {IDS}"),
        ('blocked_users = ["80351110224678912", "nelly"]', f"blocked_users: {IDS}"),
    ],
)
def test_each_rule_of_a_gate_has_its_kind(tmp_path: Path, line: str, said: str) -> None:
    rules = f"{GUILDS}{ROLES}{SUBTEAMS}"
    assert_fault(tmp_path, f"{rules}[gate]\n\n{line} # here\n", f", gate.{said}")
    text = f"{rules}{APP}gate.{line} # here\n"
    assert_fault(tmp_path, text, f", applications.app.gate.{said}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("gate = 1", f"gate: {A_TABLE}"),
        ("preferred_username = []", f"preferred_username: {A_TABLE}"),
        ("claims = 1", "claims: must be a table of claims by name"),
        ('claims.groups = "groups"', f"claims.groups: {A_TABLE}"),
        ("email = true", f"email: {A_TEXT}"),
        ('default_max_age = "60"', f"default_max_age: {A_NUMBER}"),
        ('enabled = "no"', f"enabled: {A_BOOL}"),
        ('post_logout_redirect_uris = "https://x"', f"post_logout_redirect_uris: {A_LIST}"),
        ("cors_origins = [1]", f"cors_origins: {A_TEXT}"),
        ("client_secret_env = 1", f"client_secret_env: {TEXTS}"),
        ("scope = []", f"scope: {A_TEXT}"),
    ],
)
def test_each_name_of_an_application_has_its_kind(tmp_path: Path, line: str, said: str) -> None:
    text = f"{GUILDS}{APP}\n{line} # here\n"
    assert_fault(tmp_path, text, f", applications.app.{said}")


@pytest.mark.parametrize("value", ["1", '"x"', "[]", "true"])
def test_an_application_is_a_table(tmp_path: Path, value: str) -> None:
    text = f"{GUILDS}[applications]\napp = {value} # here\n"
    assert_fault(tmp_path, text, f", applications.app: {A_TABLE}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("form = 1", f"form: {A_TEXT}"),
        ("prefix = []", f"prefix: {A_TEXT}"),
        ('only = "board"', f"only: {A_LIST}"),
        ("only = [1]", f"only: {A_TEXT}"),
        ('values = ["board"]', f"values: {A_TABLE}"),
        ("values = { board = { a = 1 } }", f"values: {A_VALUE}"),
        ("default = 2026-11-30", f"default: {A_VALUE}"),
        ("default = 2026-11-30T07:00:00Z", f"default: {A_VALUE}"),
        ("default = 07:00:00", f"default: {A_VALUE}"),
        ("default = { a = 1 }", f"default: {A_VALUE}"),
        ('default = ["a", 1]', f"default: {A_TEXT}"),
        ('default = [["a"]]', f"default: {A_TEXT}"),
        ('scopes = "groups"', f"scopes: {A_LIST}"),
        ('in = "id_token"', f"in: {A_LIST}"),
    ],
)
def test_each_name_of_a_claim_has_its_kind(tmp_path: Path, line: str, said: str) -> None:
    text = f"{GUILDS}{ROLES}{SUBTEAMS}{APP}[applications.app.claims.x]\n{line} # here\n"
    assert_fault(tmp_path, text, f", applications.app.claims.x.{said}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("characters = 1", f"characters: {A_TEXT}"),
        ('starts_with_letter = "yes"', f"starts_with_letter: {A_BOOL}"),
        ('shortest = "2"', f"shortest: {A_NUMBER}"),
        ("longest = 40.5", f"longest: {A_NUMBER}"),
    ],
)
def test_each_name_of_a_username_rule_has_its_kind(tmp_path: Path, line: str, said: str) -> None:
    text = f"{GUILDS}{APP}[applications.app.preferred_username]\n{line} # here\n"
    assert_fault(tmp_path, text, f", applications.app.preferred_username.{said}")
