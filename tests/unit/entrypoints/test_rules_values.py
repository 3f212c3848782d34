"""``guildpass.toml``: values of the right kind that cannot be right."""

from pathlib import Path

import pytest

from domain.policy.claim_rules import PROTOCOL_CLAIMS, BySubteam
from domain.scope import KNOWN_SCOPES
from tests.unit.entrypoints.rules_files import (
    APP,
    GUILDS,
    ROLES,
    SUBTEAMS,
    assert_fault,
    fault_of,
    load_rules,
)

RULES = f"{GUILDS}{ROLES}{SUBTEAMS}{APP}"
AGE = 'must be a time such as "30d", of 3650 days at most'
NUMBER = "must be a number that JSON can say exactly"
SCOPES = f"must list one or more of {', '.join(KNOWN_SCOPES)}"
DIGITS = "must hold 0-9: an id may have to go behind the name"
BACKWARDS = "has a range that ends before it begins"
LENGTHS = "shortest must be from 1 to 16, longest from 24 to 128"


@pytest.mark.parametrize("age", ["", "0", "0d", "30 d", "-1d", "1w", "3651d", "9" * 11, "1.5d"])
def test_an_account_age_is_a_time(tmp_path: Path, age: str) -> None:
    text = f"{GUILDS}[gate]\naccount_age = '{age}' # here\n"
    assert_fault(tmp_path, text, f", gate.account_age: {AGE}")


@pytest.mark.parametrize("user", ["", "0", "01", "x", "18446744073709551616", " 1", "٣"])
def test_users_are_listed_by_their_ids(tmp_path: Path, user: str) -> None:
    for name in ("allowed_users", "blocked_users"):
        text = f"{GUILDS}[gate]\n{name} = ['1', '{user}'] # here\n"
        said = "must list Discord user ids, as texts in quotes"
        assert_fault(tmp_path, text, f", gate.{name}: {said}")


@pytest.mark.parametrize(
    "number",
    [
        "inf",
        "-inf",
        "nan",
        "1e400",
        f"{2**53 + 1}",
        f"-{2**60}",
        "1e17",
        "9" * 400,
        f"0x{'f' * 300}",
    ],
)
def test_a_number_is_one_that_json_can_say(tmp_path: Path, number: str) -> None:
    text = f"{RULES}[applications.app.claims.quota]\ndefault = {number} # here\n"
    assert_fault(tmp_path, text, f", applications.app.claims.quota.default: {NUMBER}")
    text = f"{RULES}[applications.app.claims.quota.values]\n\nboard = {number} # here\n"
    assert_fault(tmp_path, text, f", applications.app.claims.quota.values.board: {NUMBER}")


def test_a_number_beyond_reading_is_told(tmp_path: Path) -> None:
    text = f"{RULES}[applications.app.claims.quota]\ndefault = {'9' * 5000}\n"
    assert fault_of(tmp_path, text) == "is not valid TOML"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"{2**53}", 2**53),
        (f"-{2**53}", -(2**53)),
        ("0", 0),
        ("1.5", 1.5),
        ("true", True),
        ("false", False),
        ("''", ""),
        ("[]", ()),
        ("['a', 'b']", ("a", "b")),
    ],
)
def test_any_other_value_of_json_is_taken_as_it_is(
    tmp_path: Path, text: str, value: object
) -> None:
    rules = f"{RULES}[applications.app.claims.x]\ndefault = {text}\n"
    (client,) = load_rules(tmp_path, rules).clients
    (rule,) = client.disclosure.claim_rules
    assert isinstance(rule.source, BySubteam)
    assert (rule.source.default, type(rule.source.default)) == (value, type(value))


@pytest.mark.parametrize("name", sorted(PROTOCOL_CLAIMS))
def test_no_table_sets_a_claim_of_the_protocol(tmp_path: Path, name: str) -> None:
    text = f"{RULES}[applications.app.claims.{name}] # here\ndefault = 'x'\n"
    said = "has a meaning of its own, which no rule can change"
    assert_fault(tmp_path, text, f", applications.app.claims.{name}: {said}")


@pytest.mark.parametrize("name", ["", "a b", "ä", 'a"b', "a\\b"])
def test_a_claim_is_called_by_plain_characters(tmp_path: Path, name: str) -> None:
    text = f"{RULES}[applications.app.claims.'{name}'] # here\ndefault = 'x'\n"
    said = "a claim is called by 1 to 128 ASCII characters without spaces"
    assert_fault(tmp_path, text, f', applications.app.claims."{name}": {said}')


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("values = {}", ".values: is empty: nobody would ever have this claim"),
        ("form = 'slugs'", ".form: must be slug, name or role_id"),
        ('prefix = "\\u0007"', ".prefix: must be a printable text of at most 64 characters"),
        (f"prefix = '{'x' * 65}'", ".prefix: must be a printable text of at most 64 characters"),
        ("scopes = []", f".scopes: {SCOPES}"),
        ("scopes = ['group']", f".scopes: {SCOPES}"),
        ("in = []", ".in: must list one or more of id_token, userinfo, access_token"),
        ("in = ['everywhere']", ".in: must list one or more of id_token, userinfo, access_token"),
    ],
)  # fmt: skip
def test_what_a_claim_is_made_of_is_one_of_few(tmp_path: Path, line: str, said: str) -> None:
    text = f"{RULES}[applications.app.claims.x]\n{line} # here\n"
    assert_fault(tmp_path, text, f", applications.app.claims.x{said}")


@pytest.mark.parametrize("one", ["form = 'name'", "prefix = 'x'", "only = ['board']"])
@pytest.mark.parametrize("other", ["values = { board = 1 }", "default = 1"])
def test_a_claim_is_a_list_or_one_value(tmp_path: Path, one: str, other: str) -> None:
    text = f"{RULES}[applications.app.claims.x] # here\n{one}\n{other}\n"
    said = "form, prefix and only do not go with values or default"
    assert_fault(tmp_path, text, f", applications.app.claims.x: {said}")


@pytest.mark.parametrize(
    "email",
    ["", "Discord", "@", "@org", "users.example.org", "@Users.example.org", "@a..org", "a@b.org",
     "@-a.org", "@users.example.org.", "@ä.example.org", "@users.example.org\\n", "@10.0.0.1"],
)  # fmt: skip
def test_an_email_domain_is_one_in_small_letters(tmp_path: Path, email: str) -> None:
    text = f'{RULES}email = "{email}" # here\n'
    said = 'must be "discord", "verified", "none", or "@" and a domain of yours in small letters'
    assert_fault(tmp_path, text, f", applications.app.email: {said}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("shortest = 0", f": {LENGTHS}"),
        ("shortest = 17", f": {LENGTHS}"),
        ("longest = 23", f": {LENGTHS}"),
        ("longest = 129", f": {LENGTHS}"),
        ("characters = 'a-z 0-9'", ".characters: must be ASCII without spaces"),
        ("characters = 'ä0-9'", ".characters: must be ASCII without spaces"),
        ("characters = 'a-z1-9'", f".characters: {DIGITS}"),
        ("characters = ''", f".characters: {DIGITS}"),
        ("characters = 'z-a0-9'", f".characters: {BACKWARDS}"),
        ("characters = 'a-z9-0'", f".characters: {BACKWARDS}"),
        ("characters = 'Z-Aa-z0-9'", f".characters: {BACKWARDS}"),
    ],
)  # fmt: skip
def test_a_username_rule_leaves_room_for_an_id(tmp_path: Path, line: str, said: str) -> None:
    text = f"{RULES}preferred_username = {{ {line} }} # here\n"
    assert_fault(tmp_path, text, f", applications.app.preferred_username{said}")


def test_a_username_begins_with_a_letter_that_there_is(tmp_path: Path) -> None:
    rule = "{ characters = 'a-f0-9', starts_with_letter = true }"
    text = f"{RULES}preferred_username = {rule} # here\n"
    said = "starts_with_letter: needs u or U among the characters"
    assert_fault(tmp_path, text, f", applications.app.preferred_username.{said}")


def test_without_any_address_the_scope_of_the_address_alone_is_refused(tmp_path: Path) -> None:
    said = "holds email alone, and email is none: nothing could be granted"
    text = f"{RULES}scope = 'email' # here\nemail = 'none'\n"
    assert_fault(tmp_path, text, f", applications.app.scope: {said}")
    (client,) = load_rules(tmp_path, text.replace("'email'", "'openid email'")).clients
    assert client.allowed_scope == {"openid"}
