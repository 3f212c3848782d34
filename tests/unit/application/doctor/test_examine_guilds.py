"""Each guild is read by the bot, and each role the rules name is looked for."""

import pytest

from application.doctor.examine_guilds import ExamineGuilds
from application.doctor.silence import mend_of
from application.ports.guild_directory import GuildRole
from application.ports.upstream import UpstreamSilent, UpstreamUnavailable
from domain.role import Role
from tests.builders import GUILD_ID, OTHER_GUILD_ID
from tests.fakes.guild_directory import FakeGuildDirectory
from tests.unit.application.doctor.lines import lines_of

pytestmark = pytest.mark.anyio

GUILDS = {"club": GUILD_ID, "alumni": OTHER_GUILD_ID}


def a_guild_role(role_id: str, *, managed: bool = False) -> GuildRole:
    """Give a role of the club."""
    return GuildRole(role=Role(GUILD_ID, role_id), name="Crew", position=1, managed=managed)


DIRECTORY = FakeGuildDirectory(
    listed={
        GUILD_ID: (a_guild_role("1"), a_guild_role("2", managed=True)),
        OTHER_GUILD_ID: (),
    }
)


async def found(directory: FakeGuildDirectory | None, **roles: str) -> list[str]:
    """Give what is said of these roles of the club."""
    used = {f"@{label}": Role(GUILD_ID, role_id) for label, role_id in roles.items()}
    return await lines_of(ExamineGuilds(directory=directory, guilds=GUILDS, roles=used))


async def test_guilds_with_all_their_roles_are_good() -> None:
    assert await found(DIRECTORY, crew="1") == [
        "ok guild club: the bot is there, and so is each role in use (1)",
        "ok guild alumni: the bot is there, and so is each role in use (0)",
    ]


async def test_without_a_bot_they_cannot_be_looked_up() -> None:
    (line,) = await found(None, crew="1")
    assert line.startswith("warning guilds: without a bot")


async def test_a_guild_that_tells_nothing_hides_no_other() -> None:
    silent = FakeGuildDirectory(listed=DIRECTORY.listed, silent={GUILD_ID})
    first, second = await found(silent, crew="1")
    assert first == "failed guild club: Discord is silent"
    assert second.startswith("ok guild alumni")


async def test_roles_that_are_not_there_or_mean_something_else_are_named() -> None:
    lines = await found(DIRECTORY, crew="1", bots="2", gone="3", all=GUILD_ID)
    assert lines[:-1] == [
        "warning guild club: @bots belongs to an integration, which alone gives and takes it",
        "failed guild club: there is no role @gone (3): nobody can have it",
        "warning guild club: @all is the role everybody has",
    ]


def test_a_discord_that_does_not_answer_is_no_fault_of_what_was_asked() -> None:
    assert mend_of(UpstreamUnavailable("401"), "reset it") == "reset it"
    assert mend_of(UpstreamSilent("ConnectError"), "reset it").startswith("can this machine reach")
