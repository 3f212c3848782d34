"""``guildpass policy`` as an operator runs it, with Discord behind it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.discord.guilds import BOT_ROLE_ID
from demo.discord.members import (
    CAPTAIN,
    CAPTAIN_ROLE_ID,
    DRIVER,
    DRIVER_ROLE_ID,
    GUILD_ID,
    NEWCOMER,
    OUTSIDER,
    PENDING,
)
from demo.discord.simulator import Answer
from tests.e2e.browser import Browser
from tests.e2e.discord_server import DiscordServer
from tests.e2e.provider import Provider
from tests.e2e.relying_party import relying_party
from tests.e2e.shell import guildpass
from tests.e2e.world import DASHBOARD, DASHBOARD_SECRET, REDIRECT_URI, provider_settings
from tests.redis_process import free_port

RULES = f"""\
[guilds]
team = "{GUILD_ID}"

[roles]
captain = "{CAPTAIN_ROLE_ID}"

[subteams.board]
any = ["@captain"]

[subteams.crew]
any = ["@{DRIVER_ROLE_ID}"]

[applications.{DASHBOARD}]
redirect_uris = ["{REDIRECT_URI}"]
client_secret = "{DASHBOARD_SECRET}"
claims.level = {{ values = {{ board = 2 }}, default = 1 }}
gate = {{ any = ["board", "crew"] }}

[applications.careful]
redirect_uris = ["{REDIRECT_URI}"]
client_secret = "{DASHBOARD_SECRET}"
gate = {{ any = ["board"], two_factor = true }}
"""
SILENT = Answer(status=500, json={"message": "no", "code": 0})
CLOSED = Answer(status=404, json={"message": "Unknown Guild", "code": 10004})
OF_THE_FILE = ("DISCORD_GUILD_ID", "ROLE_TO_SUBTEAM", "OAUTH_CLIENTS")


@pytest.fixture
def settings(discord: DiscordServer, key_file: Path, tmp_path: Path) -> dict[str, str]:
    """Give the settings of a provider whose rules stand in a file."""
    file = tmp_path / "guildpass.toml"
    file.write_text(RULES)
    nothing = dict.fromkeys(OF_THE_FILE)
    return provider_settings(discord, key_file, GUILDPASS_CONFIG=str(file), **nothing)


@pytest.fixture
def scripted(discord: DiscordServer) -> Iterator[DiscordServer]:
    """Give the Discord of all tests, whose answers this one may change."""
    yield discord
    for route in ("bot_roles", "bot_member", "bot_search"):
        discord.simulator.unscript(route)


def explain(settings: dict[str, str], *arguments: str, code: int = 0) -> str:
    result = guildpass(settings, "policy", "explain", *arguments, code=code)
    assert "canary" not in result.stdout + result.stderr
    return result.stdout + result.stderr


@pytest.mark.anyio
async def test_what_is_explained_is_what_a_sign_in_gives(
    settings: dict[str, str], browser: Browser, tmp_path: Path
) -> None:
    running = Provider(settings, tmp_path)
    try:
        running.wait_for("/health/live", 200)
        async with relying_party(running.issuer) as party:
            await party.sign_in(browser, scope="openid profile groups")
            told = (await party.userinfo()).json()
    finally:
        running.end()
    arguments = ("--scope", "openid profile groups", "--as", "json")
    shown = explain(settings, "--user", CAPTAIN.username, "--client", DASHBOARD, *arguments)
    claims = json.loads(shown)["claims"]["userinfo"]
    # The language only the person's own sign-in tells.
    assert claims | {"locale": told["locale"]} == told
    assert claims["level"] == 2


def test_somebody_is_found_by_name_and_by_id(settings: dict[str, str]) -> None:
    for who in (DRIVER.id, DRIVER.username, "@jonas"):
        shown = explain(settings, "--user", who, "--client", DASHBOARD)
        assert shown.startswith(f"{DRIVER.global_name} ({DRIVER.username}), {DRIVER.id}\n")
        assert "\n✓ crew\n" in shown
        assert "\n✗ board\n" in shown


@pytest.mark.parametrize(
    ("arguments", "code", "verdict"),
    [
        (("--user", NEWCOMER.id, "--client", DASHBOARD), 1, "closed: any"),
        (("--user", CAPTAIN.id, "--client", "careful"), 3, "undecided: two_factor is not known"),
        (("--user", CAPTAIN.id, "--client", "careful", "--two-factor"), 0, "open"),
        (("--user", DRIVER.id, "--client", "careful", "--no-two-factor"), 1, "any, two_factor"),
        (("--user", OUTSIDER.id, "--client", DASHBOARD), 1, "member of none of the guilds"),
        (("--user", "42", "--client", DASHBOARD), 1, "member of none of the guilds"),
        (("--user", PENDING.id, "--client", DASHBOARD), 1, "no full member: membership screening"),
        (("--user", "nobody", "--client", DASHBOARD), 2, "nobody in the guilds is called so"),
    ],
)
def test_the_exit_code_is_the_verdict(
    settings: dict[str, str], arguments: tuple[str, ...], code: int, verdict: str
) -> None:
    assert verdict in explain(settings, *arguments, code=code)


def test_a_name_that_fits_several_lists_them(settings: dict[str, str]) -> None:
    shown = explain(settings, "--user", "p", "--client", DASHBOARD, code=2)
    assert shown.startswith("guildpass: p may be several people, --user ID says which:\n")
    assert "  1215550017384939521  phone.only, Sofia\n" in shown


def test_nothing_is_said_of_anybody_while_discord_does_not_answer(
    settings: dict[str, str], scripted: DiscordServer
) -> None:
    scripted.simulator.script("bot_member", SILENT, SILENT)
    shown = explain(settings, "--user", CAPTAIN.id, "--client", DASHBOARD, code=3)
    assert shown.startswith("guildpass: Discord answered 500")
    assert shown.count("\n") == 1


def test_given_roles_ask_nobody(settings: dict[str, str], discord: DiscordServer) -> None:
    before = discord.simulator.calls.total()
    shown = explain(settings, "--roles", "@captain", "--client", DASHBOARD)
    assert "    level = 2\n" in shown
    assert discord.simulator.calls.total() == before


def test_a_guild_that_does_not_answer_is_marked(
    settings: dict[str, str], tmp_path: Path, discord: DiscordServer
) -> None:
    # The bot is not in it.
    other = '[guilds]\npartner = "7"\n'
    text = RULES.replace("[guilds]\n", other).replace(f'"{CAPTAIN_ROLE_ID}"', '"partner/8"')
    text = text.replace(f"@{DRIVER_ROLE_ID}", f"@team/{DRIVER_ROLE_ID}")
    (tmp_path / "guildpass.toml").write_text(text)
    shown = explain(settings, "--user", NEWCOMER.id, "--client", DASHBOARD, code=3)
    assert "  partner: ? does not answer\n  team: member\n" in shown
    assert "? board\n    any        ? @captain: partner does not answer\n" in shown
    assert "\nundecided: any needs partner, which does not answer\n" in shown
    assert discord.simulator.calls["bot_member"] > 0


def test_roles_are_listed_and_ready_to_paste(settings: dict[str, str]) -> None:
    shown = guildpass(settings, "policy", "roles").stdout
    rows = [line.split() for line in shown.splitlines()]
    assert ["Captain", "team", CAPTAIN_ROLE_ID, "captain", "board"] in rows
    assert ["Driver", "team", DRIVER_ROLE_ID, "-", "crew"] in rows
    table = guildpass(settings, "policy", "roles", "--guild", "team", "--as", "toml").stdout
    assert table == (
        "[roles]\n"
        f'# some-bot = "{BOT_ROLE_ID}"  # Some bot, of an integration\n'
        f'captain = "{CAPTAIN_ROLE_ID}"  # Captain\n'
        f'driver = "{DRIVER_ROLE_ID}"  # Driver\n'
    )
    assert shown.endswith(f"\nFor guildpass.toml:\n\n{table}")
    listed = json.loads(guildpass(settings, "policy", "roles", "--as", "json").stdout)
    assert [one["managed"] for one in listed] == [True, False, False]


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        (CLOSED, "guildpass: team: the bot is not in the guild (Discord answered 404)\n"),
        (SILENT, "guildpass: team: Discord answered 500 about the guild\n"),
    ],
)
def test_a_guild_whose_roles_cannot_be_read_is_one_line(
    settings: dict[str, str], scripted: DiscordServer, answer: Answer, complaint: str
) -> None:
    scripted.simulator.script("bot_roles", answer, answer)
    result = guildpass(settings, "policy", "roles", code=1)
    assert (result.stdout, result.stderr) == ("", complaint)


def test_a_discord_that_cannot_be_reached_is_one_line(settings: dict[str, str]) -> None:
    settings["DISCORD_API_URL"] = f"http://127.0.0.1:{free_port()}/api/v10"
    result = guildpass(settings, "policy", "roles", code=1)
    assert (result.stdout, result.stderr) == ("", "guildpass: team: Discord: ConnectError\n")


def test_a_token_that_discord_does_not_take_is_named_and_not_shown(
    settings: dict[str, str],
) -> None:
    settings["DISCORD_BOT_TOKEN"] = "canary-of-somebody-else"
    result = guildpass(settings, "policy", "roles", code=1)
    assert result.stderr == "guildpass: team: Discord does not accept DISCORD_BOT_TOKEN\n"


def test_cases_run_without_any_other_setting(settings: dict[str, str], tmp_path: Path) -> None:
    cases = tmp_path / "cases.toml"
    case = f'[[case]]\nname = "the captain leads"\nroles = ["@captain"]\nclient = "{DASHBOARD}"\n'
    cases.write_text(f"{case}claims.level = 2\n")
    alone = {"GUILDPASS_CONFIG": settings["GUILDPASS_CONFIG"]}
    good = guildpass(alone, "policy", "test", str(cases))
    assert good.stdout == "✓ the captain leads\n1 case, all good\n"
    cases.write_text(f"{case}claims.level = 1\n")
    bad = guildpass(alone, "policy", "test", str(cases), code=1)
    assert "    claims.level: expected 1, got 2\n" in bad.stdout
