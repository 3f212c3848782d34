"""What the rules name and is not there, and what an application has to be told."""

import json
from pathlib import Path

import pytest

from demo.discord.guilds import BOT_ROLE_ID
from demo.discord.members import CAPTAIN_ROLE_ID, GUILD_ID
from demo.discord.simulator import Answer
from tests.e2e.discord_server import CLIENT_ID, DiscordServer
from tests.e2e.doctor.examined import (
    STRONG,
    bad_lines,
    with_rules,
)
from tests.e2e.shell import guildpass


@pytest.mark.parametrize(
    ("old", "new", "code", "expected"),
    [
        (GUILD_ID, "1014823955117604999", 1, "failed guild team: the bot is not in the guild"),
        (CAPTAIN_ROLE_ID, "42", 1, "failed guild team: there is no role @captain (42)"),
        (CAPTAIN_ROLE_ID, BOT_ROLE_ID, 0, "warning guild team: @captain belongs to an integr"),
        ('["@captain"]', '["@everyone"]', 0, "warning guild team: @everyone is the role every"),
        ("[roles]", '[roles]\nunused = "7"', 1, "warning settings: roles.unused"),
        ("wiki.yourclub", "wiki.example", 0, "warning client wiki: redirect_uris: https://wiki.ex"),
        ("https://wiki.yourclub.org", "http://localhost:80", 0, "warning client wiki: redirect_u"),
        (STRONG, "canary-guess", 0, "warning client wiki: its secret can be guessed: it is short"),
        (STRONG, "canary" * 5, 0, "warning client wiki: its secret can be guessed: it is made"),
        (
            "gate =",
            'backchannel_logout_uri = "https://no.such.invalid/"\ngate =',
            0,
            "warning client wiki: no logout reaches backchannel_logout_uri: the host name cannot",
        ),
    ],
)
def test_a_rule_that_leads_nowhere_is_named(
    running: dict[str, str], tmp_path: Path, old: str, new: str, code: int, expected: str
) -> None:
    lines = bad_lines(with_rules(running, tmp_path, old, new), code=code)
    assert any(line.startswith(expected) for line in lines), lines


def test_what_to_paste_into_an_application_is_shown_without_its_secret(
    running: dict[str, str], tmp_path: Path
) -> None:
    shown = guildpass(running, "doctor", "--client", "wiki").stdout
    assert f"discovery                     {running['ISSUER']}/.well-known/openid-" in shown
    assert "redirect_uris                 https://wiki.yourclub.org/callback" in shown
    assert STRONG not in shown
    sheet = json.loads(guildpass(running, "doctor", "--client", "wiki", "--as", "json").stdout)
    assert sheet["client_secret"] == "the client_secret in its entry"
    assert {"sub", "name", "email", "groups"} <= set(sheet["claims"])
    other = with_rules(
        running,
        tmp_path,
        f'client_secret = "{STRONG}"',
        'token_endpoint_auth_method = "none"\nscope = "openid groups"\n'
        'claims.groups = { only = ["board"] }',
    )
    sheet = json.loads(guildpass(other, "doctor", "--client", "wiki", "--as", "json").stdout)
    assert sheet["client_secret"].startswith("none: it is a public client")
    assert sheet["claims"] == ["sub", "groups"]
    refused = guildpass(running, "doctor", "--client", "nobody", code=2)
    assert "there is no such application" in refused.stderr


def test_what_to_paste_names_the_flow_and_where_the_secret_lies(
    running: dict[str, str], tmp_path: Path
) -> None:
    old, new = f'client_secret = "{STRONG}"', 'client_secret_env = "WIKI_SECRET"'
    settings = with_rules(running, tmp_path, old, new) | {"WIKI_SECRET": STRONG}
    shown = guildpass(settings, "doctor", "--client", "wiki", "--as", "json").stdout
    sheet = json.loads(shown)
    assert sheet["client_secret"] == "the value of WIKI_SECRET, in the environment or .env"
    assert (sheet["response_type"], sheet["code_challenge_method"]) == ("code", "S256")
    assert STRONG not in shown


def test_settings_that_do_not_load_are_the_first_failed_line(
    running: dict[str, str], tmp_path: Path
) -> None:
    without = {name: value for name, value in running.items() if name != "DISCORD_CLIENT_ID"}
    (line,) = bad_lines(without, code=2)
    assert line.startswith("failed settings: DISCORD_CLIENT_ID")
    (line,) = bad_lines(with_rules(running, tmp_path, "@captain", "@capitain"), code=2)
    assert 'there is no role "capitain"' in line
    assert guildpass(without, "doctor", code=2).stdout.startswith("failed   settings: DISCORD_CL")


def test_what_is_not_registered_at_discord_is_named(
    running: dict[str, str], discord: DiscordServer
) -> None:
    registered = discord.simulator.redirect_uris
    discord.simulator.redirect_uris = ("https://id.yourclub.org/auth/discord/callback",)
    try:
        (line,) = bad_lines(running)
    finally:
        discord.simulator.redirect_uris = registered
    callback = f"{running['ISSUER']}/auth/discord/callback"
    assert line == f"failed discord redirect: {callback} is not registered at Discord"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"id": "200000000000000009"}, "warning bot: DISCORD_BOT_TOKEN is of another application"),
        ({"id": CLIENT_ID}, "warning discord redirect: whether http://127.0.0.1"),
    ],
)
def test_what_discord_tells_of_the_bot_is_compared(
    running: dict[str, str], discord: DiscordServer, body: dict[str, object], expected: str
) -> None:
    discord.simulator.script("bot_application", Answer(json=body))
    assert bad_lines(running, code=0)[0].startswith(expected)
