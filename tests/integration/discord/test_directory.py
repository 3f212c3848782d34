"""What the operator's commands may look up in the guilds, by the bot."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from adapters.discord.directory import DiscordDirectory
from application.ports.guild_directory import FoundMember, GuildRole
from application.ports.upstream import UpstreamSilent, UpstreamUnavailable
from demo.discord.guilds import BOT_ROLE_ID, SampleRole
from demo.discord.members import (
    CAPTAIN,
    CAPTAIN_ROLE_ID,
    DRIVER,
    DRIVER_ROLE_ID,
    GUILD_ID,
    LEGACY,
    OUTSIDER,
    RENAMED,
    SAMPLE_MEMBERS,
)
from demo.discord.objects import member_object
from demo.discord.simulator import Answer
from domain.role import Role
from tests.integration.discord.harness import BOT_TOKEN, Discord

pytestmark = pytest.mark.anyio

OTHER = "1014823955117604898"
FORBIDDEN = Answer(status=403, json={"message": "Missing Access", "code": 50001})
LIMITED = Answer(status=429, json={"message": "", "retry_after": 30, "global": False})

Look = Callable[[DiscordDirectory], Awaitable[object]]
LOOKS: dict[str, Look] = {
    "bot_roles": lambda directory: directory.roles(GUILD_ID),
    "bot_search": lambda directory: directory.search(GUILD_ID, "a"),
    "bot_member": lambda directory: directory.account(CAPTAIN.id),
}
each_look = pytest.mark.parametrize("route", LOOKS)


async def test_the_roles_of_a_guild_come_highest_first_without_the_one_everybody_has(
    discord: Discord,
) -> None:
    bot, captain, driver = await discord.directory().roles(GUILD_ID)
    assert bot == GuildRole(
        role=Role(GUILD_ID, BOT_ROLE_ID), name="Some bot", position=3, managed=True
    )
    assert (captain.role, captain.name) == (Role(GUILD_ID, CAPTAIN_ROLE_ID), "Captain")
    assert (driver.role, driver.managed) == (Role(GUILD_ID, DRIVER_ROLE_ID), False)
    assert discord.simulator.calls == {"bot_roles": 1}
    assert discord.server.seen[-1]["authorization"] == f"Bot {BOT_TOKEN}"


async def test_each_guild_has_roles_of_its_own(discord: Discord) -> None:
    discord.simulator.add_guild(OTHER, roles=(SampleRole(id="7", name="Crew", position=1),))
    (role,) = await discord.directory().roles(OTHER)
    assert (role.role, role.name) == (Role(OTHER, "7"), "Crew")


async def test_a_name_finds_whose_username_or_nickname_begins_so(discord: Discord) -> None:
    found = await discord.directory().search(GUILD_ID, "viktor (")
    viktor = FoundMember(
        user_id=RENAMED.id,
        username=RENAMED.username,
        global_name=RENAMED.global_name,
        nick=RENAMED.nick,
    )
    assert found == (viktor,)
    assert await discord.directory().search(GUILD_ID, OUTSIDER.username) == ()


async def test_a_name_finds_several(discord: Discord) -> None:
    for number in range(30):
        discord.simulator.set_member(replace(DRIVER, id=f"{number + 1}", username=f"zz{number}"))
    assert len(await discord.directory().search(GUILD_ID, "zz")) == 25


@pytest.mark.parametrize("name", ["a&limit=0", "?#/../x", "\u00fc \U0001f600", "%00"])
async def test_a_name_is_nothing_but_a_name_in_the_address(discord: Discord, name: str) -> None:
    discord.simulator.set_member(replace(DRIVER, nick=f"{name} and more"))
    (found,) = await discord.directory().search(GUILD_ID, name)
    assert found.user_id == DRIVER.id


async def test_an_account_is_who_somebody_is_and_what_they_are_in_every_guild(
    discord: Discord,
) -> None:
    discord.simulator.add_guild(OTHER, replace(CAPTAIN, nick="Boss", roles=("7",)))
    discord.configured = (GUILD_ID, OTHER)
    identity = await discord.directory().account(CAPTAIN.id)
    signed_in = await discord.sign_in(discord.upstream())
    assert signed_in.two_factor is True
    # Neither the second factor nor the language is told to a bot.
    assert identity == replace(signed_in, two_factor=None, locale=None)
    assert {role.guild_id for role in signed_in.roles} == {GUILD_ID, OTHER}


async def test_an_old_account_keeps_its_discriminator(discord: Discord) -> None:
    identity = await discord.directory().account(LEGACY.id)
    assert identity
    assert identity.discord_username == "OldTimer#1234"


@pytest.mark.parametrize("user_id", [OUTSIDER.id, "1"])
async def test_who_is_in_no_guild_is_nobody(discord: Discord, user_id: str) -> None:
    assert await discord.directory().account(user_id) is None


async def test_an_account_tells_which_guild_is_silent_unless_no_other_knows_the_person(
    discord: Discord,
) -> None:
    discord.simulator.add_guild(OTHER, CAPTAIN)
    discord.configured = (OTHER, GUILD_ID)
    discord.simulator.script(f"bot_member {OTHER}", FORBIDDEN, FORBIDDEN)
    identity = await discord.directory().account(DRIVER.id)
    assert identity
    assert identity.memberships.silent_guilds == {OTHER}
    with pytest.raises(UpstreamUnavailable, match="403"):
        await discord.directory().account(OUTSIDER.id)


@each_look
@pytest.mark.parametrize(
    "answer",
    [
        FORBIDDEN,
        LIMITED,
        Answer(status=404, json={"message": "Unknown Guild", "code": 10004}),
        Answer(status=204),
        Answer(body=b"{"),
        Answer(json={"id": "1"}),
        Answer(json=[{"id": 1, "name": "x"}]),
        Answer(json=[member_object(CAPTAIN) | {"user": None}]),
        Answer(json=member_object(CAPTAIN) | {"user": {"id": CAPTAIN.id}}),
    ],
)
async def test_any_other_answer_is_none(discord: Discord, route: str, answer: Answer) -> None:
    discord.simulator.script(route, answer)
    with pytest.raises(UpstreamUnavailable) as caught:
        await LOOKS[route](discord.directory())
    assert not isinstance(caught.value, UpstreamSilent)
    assert BOT_TOKEN not in f"{caught.value!r} {caught.value.__cause__!r}"


@each_look
async def test_a_deadline_ends_the_wait(discord: Discord, route: str) -> None:
    discord.simulator.script(route, Answer(hang=True))
    begun = time.monotonic()
    with pytest.raises(UpstreamSilent):
        await LOOKS[route](discord.directory(deadline=0.3))
    assert time.monotonic() - begun < 2


@each_look
async def test_with_a_bot_token_discord_does_not_know_the_operator_is_told(
    discord: Discord, route: str
) -> None:
    with pytest.raises(UpstreamUnavailable, match="does not accept DISCORD_BOT_TOKEN"):
        await LOOKS[route](discord.directory(bot_token="wrong"))


@each_look
async def test_after_a_429_it_waits_but_holds_up_nothing_else(discord: Discord, route: str) -> None:
    directory = discord.directory()
    discord.simulator.script(route, LIMITED)
    for _ in range(2):
        with pytest.raises(UpstreamUnavailable):
            await LOOKS[route](directory)
    assert discord.simulator.calls == {route: 1}
    for other in LOOKS.keys() - {route}:
        await LOOKS[other](directory)
    discord.clock.advance(30)
    await LOOKS[route](directory)


async def test_nobody_of_the_sample_is_unknown_to_the_directory(discord: Discord) -> None:
    directory = discord.directory()
    for member in SAMPLE_MEMBERS:
        identity = await directory.account(member.id)
        assert (identity.username if identity else None) == (
            member.username if member.in_guild else None
        )
