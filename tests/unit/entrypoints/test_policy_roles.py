"""``guildpass policy roles``: what is made of the roles of a guild."""

import tomllib
from pathlib import Path

import pytest

from application.ports.guild_directory import GuildRole
from domain.role import Role
from entrypoints.cli.policy.roles import as_row, roles_table
from entrypoints.settings import ReadRules, load_rules
from tests.unit.entrypoints.command import Command

CLUB, PARTNER = "81384788765712384", "197038439483310086"
CAPTAIN, MENTOR = "1152921504606846977", "1152921504606846985"
ONE_GUILD = f'[guilds]\nclub = "{CLUB}"\n[roles]\nskipper = "{CAPTAIN}"\n'
RULES = ONE_GUILD + (
    '[subteams.board]\nany = ["@skipper"]\n[subteams.crew]\nall = ["board"]\nnone = ["@skipper"]\n'
)
TWO_GUILDS = f'[guilds]\nclub = "{CLUB}"\n"our partner" = "{PARTNER}"\n'


def read(tmp_path: Path, text: str) -> ReadRules:
    file = tmp_path / "guildpass.toml"
    file.write_text(text)
    return load_rules({"GUILDPASS_CONFIG": str(file)})


def a_role(
    name: str, role_id: str = "1", *, guild_id: str = CLUB, managed: bool = False
) -> GuildRole:
    return GuildRole(role=Role(guild_id, role_id), name=name, position=1, managed=managed)


def test_a_row_says_what_the_rules_call_a_role_and_what_it_counts_for(tmp_path: Path) -> None:
    rules = read(tmp_path, RULES)
    row = as_row(a_role("Captain", CAPTAIN), rules)
    assert row == ("Captain", "club", CAPTAIN, "skipper", "board, not crew")
    assert as_row(a_role("Guest"), rules) == ("Guest", "club", "1", "-", "-")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("captain", 'captain = "1"'),
        ("The Board ✨", 'the-board = "1"  # The Board ✨'),
        ("Führung", '"führung" = "1"  # Führung'),
        ("everyone", 'role-1 = "1"  # everyone'),
        ("4711", 'role-1 = "1"  # 4711'),
        ("✨", 'role-1 = "1"  # ✨'),
        ("a\nb\x1b[31m", 'ab-31m = "1"  # ab[31m'),
        ("\u202e", 'role-1 = "1"  # -'),
        ("skipper", 'skipper-2 = "1"  # skipper'),
    ],
)
def test_a_name_becomes_one_that_the_rules_take(tmp_path: Path, name: str, line: str) -> None:
    rules = read(tmp_path, RULES)
    assert roles_table([a_role(name)], rules.names) == f"[roles]\n{line}\n"


def test_what_has_a_name_keeps_it(tmp_path: Path) -> None:
    rules = read(tmp_path, RULES)
    table = roles_table([a_role("Captain", CAPTAIN, managed=True)], rules.names)
    assert table == f'[roles]\nskipper = "{CAPTAIN}"  # Captain, of an integration\n'


def test_what_only_an_integration_gives_is_a_comment(tmp_path: Path) -> None:
    rules = read(tmp_path, RULES)
    table = roles_table([a_role("Some bot", managed=True)], rules.names)
    assert table == '[roles]\n# some-bot = "1"  # Some bot, of an integration\n'


def test_the_table_of_several_guilds_loads_and_means_the_same_roles(tmp_path: Path) -> None:
    names = read(tmp_path, TWO_GUILDS).names
    roles = [
        a_role("Mentor", "1"),
        a_role("mentor", "2"),
        a_role("Mentor", MENTOR, guild_id=PARTNER),
        a_role('say "hi" \\', "3"),
    ]
    table = roles_table(roles, names)
    assert f'mentor-3 = "our partner/{MENTOR}"  # Mentor\n' in table
    pasted = read(tmp_path, TWO_GUILDS + table)
    assert set(pasted.names.roles.values()) == {role.role for role in roles}
    assert list(tomllib.loads(table)["roles"]) == ["mentor", "mentor-2", "mentor-3", "say-hi"]


def test_without_a_bot_it_says_what_is_missing(command: Command) -> None:
    refused = command.refused("policy", "roles", code=2)
    assert refused.startswith("DISCORD_BOT_TOKEN: must be set")


def test_a_guild_that_is_not_named_is_refused_with_those_that_are(command: Command) -> None:
    refused = command.refused("policy", "roles", "--guild", "clbu", code=2)
    assert refused == "there is no such guild in [guilds], but: club"
