"""``guildpass policy test``: cases that are kept beside the file of rules."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.entrypoints.command import Command

ROOT = Path(__file__).parents[3]
CASE = '[[case]]\nname = "one"\n'
CLUB = """\
[guilds]
club = "81384788765712384"
partner = "197038439483310086"

[roles]
captain = "club/1152921504606846977"

[subteams.board]
any = ["@captain"]

[subteams.friends]
any = ["@partner/everyone"]

[gate]
account_age = "1d"

[applications.wiki]
redirect_uris = ["https://wiki.example.org/cb"]
# Not set here: whoever runs the cases needs no secrets.
client_secret_env = "WIKI_SECRET"
gate = { any = ["board"], two_factor = true }
claims.level = { values = { board = 1 }, in = ["access_token"] }
claims.groups = { prefix = "g:" }
"""

RunCases = Callable[..., str]


@pytest.fixture
def run_cases(command: Command) -> RunCases:
    """Give the command, which is given one case, and needs no other settings."""
    command.file.write_text(CLUB)
    command.environment = {}

    def run(text: str, *, code: int = 0) -> str:
        (command.directory / "cases.toml").write_text(text)
        return command("policy", "test", "cases.toml", code=code).stdout

    return run


def test_the_example_cases_hold_for_the_example_rules(command: Command) -> None:
    command.file.write_text((ROOT / "guildpass.example.toml").read_text())
    command.environment = {}
    shown = command("policy", "test", str(ROOT / "docs" / "examples" / "policy-cases.toml")).stdout
    assert shown.endswith("7 cases, all good\n")


def test_the_cases_of_the_documentation_hold_for_its_rules(command: Command) -> None:
    """What docs/policy.md shows is what runs."""
    rules = (ROOT / "guildpass.example.toml").read_text()
    command.file.write_text(rules)
    documented = (ROOT / "docs" / "policy.md").read_text().partition("    [[case]]\n")
    lines = (documented[1] + documented[2]).splitlines()
    cases = [line.removeprefix("    ") for line in lines if line.startswith("    ")]
    (command.directory / "cases.toml").write_text("\n".join(cases))
    shown = command("policy", "test", "cases.toml").stdout
    assert "✓ the treasurer does the accounts\n✓ a member does not\n" in shown


@pytest.mark.parametrize(
    "expected",
    [
        'roles = ["@captain"]\nsubteams = ["board"]',
        'roles = ["@captain", "@partner/everyone"]\nsubteams = ["friends", "board"]',
        'subteams = []\ngate = "open"',
        'client = "wiki"\nrules = ["any"]\ngate = "closed"',
        'client = "wiki"\ntwo_factor = false\nrules = ["two_factor", "any"]',
        'client = "wiki"\nroles = ["@captain"]\nclaims.groups = ["g:board"]',
        'client = "wiki"\nroles = ["@captain"]\nin = "access_token"\nclaims.level = 1',
        'client = "wiki"\nroles = ["@captain"]\nin = "userinfo"\nabsent_claims = ["level"]',
        'member = false\ngate = "closed"',
        'silent = ["club"]\nroles = ["@partner/everyone"]\nclient = "wiki"\ngate = "undecided"',
        'silent = ["club", "partner"]\ngate = "undecided"',
        'user = "18446744073709551615"\nrules = ["account_age"]\ngate = "closed"',
    ],
)
def test_a_case_that_holds_is_one_line(run_cases: RunCases, expected: str) -> None:
    assert run_cases(CASE + expected) == "✓ one\n1 case, all good\n"


@pytest.mark.parametrize(
    ("expected", "difference"),
    [
        ('subteams = ["board"]', 'subteams: expected ["board"], got []'),
        ('client = "wiki"\ngate = "open"', "gate: expected open, got closed: any"),
        ('client = "wiki"\nrules = ["none"]', 'rules: expected ["none"], got ["any"]'),
        (
            'client = "wiki"\nroles = ["@captain"]\nclaims.groups = ["board"]',
            'claims.groups: expected ["board"], got ["g:board"]',
        ),
        (
            'client = "wiki"\nroles = ["@captain"]\nin = "access_token"\nclaims.level = true',
            "claims.level: expected true, got 1",
        ),
        (
            'client = "wiki"\nroles = ["@captain"]\nclaims.level = 1',
            "claims.level: expected 1, got no such claim in userinfo",
        ),
        (
            'client = "wiki"\nroles = ["@captain"]\nabsent_claims = ["level"]',
            "absent_claims: level is in access_token: 1",
        ),
        (
            'client = "wiki"\nabsent_claims = ["level"]',
            "gate: expected open, got closed: any",
        ),
        (
            'client = "wiki"\ngate = "closed"\nclaims.level = 1',
            "claims.level: nobody is told anything",
        ),
    ],
)
def test_a_case_that_does_not_hold_says_what_came_instead(
    run_cases: RunCases, expected: str, difference: str
) -> None:
    shown = run_cases(CASE + expected, code=1)
    assert shown == f"✗ one\n    {difference}\n1 case, 1 failed\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (CASE + 'gate = "open"\nrols = []', "line 4: unknown name rols; is it roles?"),
        (CASE + 'gate = "ajar"', "line 3, gate: knows open, closed, undecided"),
        (CASE + 'rules = ["all", "age"]', "line 3, rules: knows blocked_users, any, all, none"),
        (CASE + 'claims.x = 1\nclient = "wiki"\nin = "token"', "line 5, in: knows id_token"),
        (CASE + "claims.x = 1", "line 3, claims: needs client: which application is told?"),
        (CASE + 'gate = "open"\nclient = "x"', "line 4, client: there is no such application"),
        (CASE + 'gate = "open"\nroles = ["@boss"]', 'line 4, roles: there is no role "boss"'),
        (CASE + 'gate = "open"\nsilent = ["x"]', 'line 4, silent: there is no guild "x"'),
        (CASE + 'gate = "open"\nuser = "nelly"', "line 4, user: must be a Discord id"),
        (CASE + 'gate = "open"\nuser = 42', "line 4, user: must be a text in quotes"),
        (
            CASE + 'gate = "open"\nmember = false\nroles = ["@captain"]',
            "line 5, roles: who is no member has no roles",
        ),
        (
            CASE + 'gate = "open"\nsilent = ["club"]\nroles = ["@captain"]',
            "line 5, roles: of a guild that is silent no role is known",
        ),
        (CASE + CASE + 'gate = "open"', "line 1: expects nothing: subteams, gate, rules"),
        (CASE + 'gate = "open"\n[[case]]\ngate = "open"', "line 4: needs a name"),
        ("[[cases]]", "line 1: unknown name cases; is it case?"),
        ('case = "x"', "holds no [[case]]"),
        ("", "holds no [[case]]"),
        ("[[case]", "line 1, column 7: is not valid TOML"),
    ],
)
def test_what_is_no_case_is_refused_with_its_line(
    command: Command, text: str, complaint: str
) -> None:
    command.file.write_text(CLUB)
    (command.directory / "cases.toml").write_text(text)
    refused = command.refused("policy", "test", "cases.toml", code=2)
    assert refused.startswith("cases.toml: ")
    assert complaint in refused


def test_a_file_that_is_not_there_is_named(command: Command) -> None:
    refused = command.refused("policy", "test", "nowhere.toml", code=2)
    assert refused == "nowhere.toml: the file cannot be read (No such file or directory)"


def test_a_file_that_is_no_text_is_refused(command: Command) -> None:
    (command.directory / "cases.toml").write_bytes(b"\xff\xfe")
    refused = command.refused("policy", "test", "cases.toml", code=2)
    assert refused == "cases.toml: the file is no text in UTF-8"


def test_rules_that_do_not_load_are_refused_first(command: Command) -> None:
    command.file.write_text("[guilds]\n")
    assert "guildpass.toml" in command.refused("policy", "test", "cases.toml", code=2)
