"""``guildpass policy explain`` on roles that are given: nobody is asked."""

from collections.abc import Callable

import httpx
import pytest

from tests.unit.entrypoints.command import Command

CLUB = """\
[guilds]
club = "81384788765712384"
partner = "197038439483310086"

[roles]
captain = "club/1152921504606846977"
mentor = "partner/1152921504606846985"

[subteams.board]
name = "The board"
any = ["@captain", "@partner/1152921504606846986"]
none = ["@mentor"]

[gate]
account_age = "30d"

[applications.wiki]
redirect_uris = ["https://wiki.example.org/cb"]
client_secret = "canary-secret"
gate = { any = ["board"], two_factor = true }

[applications.app]
redirect_uris = ["https://app.example.org/cb"]
token_endpoint_auth_method = "none"
scope = "openid groups"

[applications.off]
redirect_uris = ["https://off.example.org/cb"]
client_secret = "canary-secret"
gate = { allowed_users = ["42"], any = ["board"], blocked_users = ["43"] }
enabled = false
"""

Explain = Callable[..., str]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be asked."""

    async def refused(*_: object, **__: object) -> None:
        pytest.fail("somebody was asked")

    monkeypatch.setattr(httpx.AsyncClient, "send", refused)


@pytest.fixture
def explain(command: Command) -> Explain:
    """Give the command with the file of a club and its partner."""
    command.file.write_text(CLUB)

    def run(*arguments: str, code: int = 0) -> str:
        return command("policy", "explain", *arguments, code=code).stdout

    return run


def test_every_subteam_rule_and_claim_is_shown_with_why(explain: Explain) -> None:
    shown = explain("--client", "wiki", "--roles", "@captain", "--two-factor")
    expected = """\
somebody, 100000000000000000
  account since 2015-10-03
  two-factor authentication: on
  club: member, @captain
  partner: not a member
  assumed: full member of club alone, whose username is somebody
  assumed: an account of 2015

Subteams
✓ board (The board)
    any        ✓ @captain: has it
               ✗ @partner/1152921504606846986: has it not
    none       ✗ @mentor: has it not

Gate of every application
✓ account_age  old enough since 2015-11-02 22:44 UTC

Gate of wiki
✓ any          ✓ board: is in it
✓ two_factor   on

open

ID token
"""
    assert shown.startswith(expected)
    assert shown.count('    subteams = ["board"]\n') == 3
    assert "canary" not in shown


def test_what_a_bot_cannot_read_is_not_known_and_the_verdict_says_so(explain: Explain) -> None:
    shown = explain("--client", "wiki", "--roles", "@captain", code=3)
    unknown = "not known (a bot cannot read it): as of their last sign-in"
    assert f"  two-factor authentication: {unknown}\n" in shown
    assert f"? two_factor   {unknown}\n" in shown
    assert f"\nundecided: two_factor is {unknown}\n" in shown


def test_a_closed_gate_names_the_rules_that_said_no(explain: Explain) -> None:
    shown = explain("--client", "wiki", "--roles", "@mentor", "--no-two-factor", code=1)
    assert "\nclosed: any, two_factor\n" in shown
    assert "\nuserinfo, if it were open\n" in shown


def test_a_young_account_is_told_when_it_is_old_enough(explain: Explain) -> None:
    young = str(18446744073709551615)
    shown = explain("--client", "app", "--user", young, "--roles", "", code=1)
    assert "✗ account_age  old enough from " in shown
    assert f"somebody, {young}\n" in shown
    assert "account of 2015" not in shown
    assert "  club: member\n  partner: not a member\n" in shown


def test_who_is_listed_needs_no_subteam(explain: Explain) -> None:
    shown = explain("--client", "off", "--user", "42", "--roles", "", code=1)
    assert "✓ any          allowed_users lists them\n               ✗ board: is not in it" in shown
    assert "✓ blocked_users is not listed\n" in shown
    assert "\nclosed: the application is switched off (enabled = false)\n" in shown


def test_roles_may_be_ids_with_their_guild(explain: Explain) -> None:
    roles = "partner/1152921504606846986, @club/everyone"
    shown = explain("--client", "wiki", "--roles", roles, "--two-factor")
    assert "  club: member\n  partner: member, @partner/1152921504606846986\n" in shown


def test_claims_are_those_of_the_scope_that_is_asked_for(explain: Explain) -> None:
    shown = explain("--client", "app", "--roles", "@captain", "--scope", "groups")
    assert "\nID token: none without the scope openid\n" in shown
    assert "\nuserinfo: none without the scope openid\n" in shown
    assert '    scope = "groups"\n' in shown


def test_programs_read_it_too(command: Command) -> None:
    command.file.write_text(CLUB)
    arguments = ("policy", "explain", "--client", "wiki", "--roles", "@mentor")
    told = command.json(*arguments, code=1)
    assert (told["outcome"], told["rules"]) == ("closed", ["any"])
    assert told["person"]["guilds"][1] == {
        "name": "partner",
        "id": "197038439483310086",
        "answers": True,
        "standing": "member",
        "roles": ["@mentor"],
    }
    (board,) = told["subteams"]
    assert (board["slug"], board["holds"]) == ("board", False)
    assert board["none"] == [{"requirement": "@mentor", "holds": True, "why": "has it"}]
    assert [one["rule"] for one in told["gate"]["general"]] == ["account_age"]
    assert [one["holds"] for one in told["gate"]["own"]] == [False, None]
    assert set(told["claims"]) == {"id_token", "userinfo", "access_token"}
    assert told["claims"]["userinfo"]["sub"] == told["person"]["id"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--client", "nobody", "--roles", ""), "there is no such application"),
        (("--client", "app", "--roles", "", "--scope", "email"), "may have none of these scopes"),
        (("--client", "app", "--user", "42"), "DISCORD_BOT_TOKEN: must be set"),
        (("--client", "app"), "--user says who"),
        (("--client", "app", "--roles", "@boss"), '--roles: there is no role "boss" in [roles]'),
        (("--client", "app", "--user", "nelly", "--roles", ""), "--user is an id then"),
    ],
)
def test_what_cannot_be_explained_ends_with_code_two(
    command: Command, arguments: tuple[str, ...], complaint: str
) -> None:
    command.file.write_text(CLUB)
    result = command("policy", "explain", *arguments, code=2)
    assert complaint in result.stderr
    assert result.stdout == ""
