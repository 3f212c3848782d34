"""Several guilds: one that fails costs nobody what the others say."""

import asyncio
import time
from dataclasses import replace

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from adapters.discord.members import BotMemberLookup
from application.ports.upstream import UpstreamSilent, UpstreamUnavailable, UpstreamUndecided
from demo.discord.members import CAPTAIN, DRIVER, GUILD_ID, PENDING, SampleMember
from demo.discord.objects import member_object
from demo.discord.simulator import Answer
from domain.membership import Memberships
from domain.role import Role
from tests.integration.discord.harness import (
    BOT,
    MEMBER_CALL,
    USER,
    Discord,
    Server,
    a_client,
)
from tests.integration.discord.test_any_answer import answers, many

pytestmark = pytest.mark.anyio
both_routes = pytest.mark.parametrize("route", [BOT, USER])

OTHER, THIRD = "1014823955117604898", "1014823955117604899"
FORBIDDEN = Answer(status=403, json={"message": "Missing Access", "code": 50001})
BROKEN = Answer(status=503, body=b"<html>", content_type="text/html")
UNKNOWN_GUILD = Answer(status=404, json={"message": "Unknown Guild", "code": 10004})
LIMITED = Answer(status=429, json={"message": "", "retry_after": 30, "global": False})
HANGS = Answer(hang=True)
BOSS = replace(CAPTAIN, nick="Boss", roles=("7",))


@pytest.fixture
def discord(discord: Discord) -> Discord:
    """Give a Discord with two guilds that are configured; the captain is in both."""
    discord.simulator.add_guild(OTHER, BOSS)
    discord.configured = (OTHER, GUILD_ID)
    return discord


def fails(discord: Discord, guild_id: str, answer: Answer, route: str = BOT) -> None:
    """Let a guild answer so, twice: a server fault is tried once more."""
    discord.simulator.script(f"{MEMBER_CALL[route]} {guild_id}", answer, answer)


def places(memberships: Memberships) -> list[str]:
    return [membership.guild_id for membership in memberships.found]


def assert_told(memberships: Memberships, guild_id: str, *, silent: str) -> None:
    """Fail unless one guild knows the person and another one told nothing."""
    assert places(memberships) == [guild_id]
    assert memberships.silent_guilds == {silent}


@both_routes
async def test_everybody_is_what_they_are_in_each_guild_in_the_order_of_the_guilds(
    discord: Discord, route: str
) -> None:
    identity = await discord.sign_in(discord.upstream(route))
    roles = (Role(GUILD_ID, role_id) for role_id in CAPTAIN.roles)
    assert identity.roles == (Role(OTHER, "7"), *roles)
    assert identity.nickname == "Boss"
    assert identity.memberships.silent_guilds == frozenset()
    assert discord.simulator.calls == {"token": 1, "user": 1, MEMBER_CALL[route]: 2}
    only_here = await discord.sign_in(discord.upstream(route), DRIVER)
    assert places(only_here.memberships) == [GUILD_ID]


async def test_the_guilds_are_those_configured_at_the_time(discord: Discord) -> None:
    members = discord.members()
    assert places(await members.find(CAPTAIN.id)) == [OTHER, GUILD_ID]
    discord.configured = (GUILD_ID,)
    assert places(await members.find(CAPTAIN.id)) == [GUILD_ID]


@both_routes
@pytest.mark.parametrize("answer", [FORBIDDEN, BROKEN, LIMITED, Answer(body=b"{")])
async def test_a_guild_that_fails_is_silent_and_the_others_count(
    discord: Discord, route: str, answer: Answer
) -> None:
    fails(discord, OTHER, answer, route)
    identity = await discord.sign_in(discord.upstream(route))
    assert identity.is_member
    assert {role.guild_id for role in identity.roles} == {GUILD_ID}
    assert identity.memberships.silent_guilds == {OTHER}


async def test_a_guild_the_bot_is_not_in_is_silent(discord: Discord) -> None:
    discord.configured = (THIRD, GUILD_ID)
    memberships = await discord.members().find(CAPTAIN.id)
    assert_told(memberships, GUILD_ID, silent=THIRD)


@both_routes
async def test_a_guild_that_hangs_costs_no_more_than_the_deadline(
    discord: Discord, route: str
) -> None:
    fails(discord, OTHER, HANGS, route)
    begun = time.monotonic()
    identity = await discord.sign_in(discord.upstream(route, deadline=0.5))
    assert 0.3 < time.monotonic() - begun < 2
    assert_told(identity.memberships, GUILD_ID, silent=OTHER)
    assert identity.is_member


async def test_a_look_that_hangs_in_one_guild_tells_of_the_others(discord: Discord) -> None:
    fails(discord, GUILD_ID, HANGS)
    begun = time.monotonic()
    memberships = await discord.members(deadline=0.4).find(CAPTAIN.id)
    assert time.monotonic() - begun < 2
    assert_told(memberships, OTHER, silent=GUILD_ID)


@pytest.mark.parametrize("member", [DRIVER, replace(PENDING, roles=())])
@pytest.mark.parametrize("answer", [FORBIDDEN, BROKEN, UNKNOWN_GUILD, LIMITED])
async def test_without_a_full_membership_elsewhere_a_silent_guild_leaves_it_open(
    discord: Discord, member: SampleMember, answer: Answer
) -> None:
    discord.configured = (GUILD_ID, OTHER)
    discord.simulator.set_member(replace(member, in_guild=member is not DRIVER))
    fails(discord, OTHER, answer)
    with pytest.raises(UpstreamUndecided) as caught:
        await discord.members().find(member.id)
    expected = [] if member is DRIVER else [GUILD_ID]
    assert places(caught.value.memberships) == expected
    assert caught.value.memberships.silent_guilds == {OTHER}
    assert not isinstance(caught.value, UpstreamSilent)


async def test_where_every_guild_says_no_it_is_a_no(discord: Discord) -> None:
    discord.simulator.remove_from_guild(DRIVER.id)
    assert await discord.members().find(DRIVER.id) == Memberships(
        asked=frozenset({OTHER, GUILD_ID})
    )


@pytest.mark.parametrize(
    ("first", "second", "silent"),
    [
        (HANGS, HANGS, True),
        (HANGS, FORBIDDEN, False),
        (FORBIDDEN, HANGS, False),
        (FORBIDDEN, FORBIDDEN, False),
    ],
    ids=["both hang", "one hangs", "the other hangs", "both refuse"],
)
async def test_only_where_all_are_silent_discord_is_silent(
    discord: Discord, first: Answer, second: Answer, *, silent: bool
) -> None:
    fails(discord, OTHER, first)
    fails(discord, GUILD_ID, second)
    with pytest.raises(UpstreamUnavailable) as caught:
        await discord.members(deadline=0.3).find(CAPTAIN.id)
    assert not isinstance(caught.value, UpstreamUndecided)
    assert isinstance(caught.value, UpstreamSilent) is silent
    assert ("403" in str(caught.value)) is not silent


async def test_with_a_bot_token_discord_does_not_know_the_operator_is_told(
    discord: Discord,
) -> None:
    with pytest.raises(UpstreamUnavailable, match="does not accept DISCORD_BOT_TOKEN"):
        await discord.members(bot_token="wrong").find(CAPTAIN.id)


async def test_a_rate_limit_in_one_guild_holds_up_no_other(discord: Discord) -> None:
    members = discord.members()
    discord.simulator.script(f"bot_member {OTHER}", LIMITED)
    for _ in range(3):
        assert_told(await members.find(CAPTAIN.id), GUILD_ID, silent=OTHER)
    assert discord.simulator.calls == {"bot_member": 4}
    discord.clock.advance(30)
    assert places(await members.find(CAPTAIN.id)) == [OTHER, GUILD_ID]


async def asked(discord: Discord, members: BotMemberLookup) -> int:
    """Look once; give how many guilds were asked for it."""
    before = discord.simulator.calls["bot_member"]
    assert (await members.find(CAPTAIN.id)).has_full
    return discord.simulator.calls["bot_member"] - before


@pytest.mark.parametrize("answer", [FORBIDDEN, UNKNOWN_GUILD, HANGS])
async def test_a_guild_that_fails_for_everybody_is_left_alone_for_a_moment(
    discord: Discord, answer: Answer
) -> None:
    members = discord.members(deadline=0.5)
    discord.simulator.script(f"bot_member {OTHER}", answer)
    assert await asked(discord, members) == 2
    assert await asked(discord, members) == 1
    discord.clock.advance(4.9)
    assert await asked(discord, members) == 1
    discord.clock.advance(0.1)
    assert places(await members.find(CAPTAIN.id)) == [OTHER, GUILD_ID]


async def test_a_fault_with_one_person_is_none_of_the_guild(discord: Discord) -> None:
    members = discord.members()
    odd = member_object(CAPTAIN) | {"roles": None}
    discord.simulator.script(f"bot_member {OTHER}", Answer(json=odd))
    assert await asked(discord, members) == 2
    assert await asked(discord, members) == 2


async def test_a_guild_without_the_bot_does_not_use_up_the_refusals_of_all(
    discord: Discord,
) -> None:
    members = discord.members(budget=3)
    for _ in range(10):
        discord.simulator.script(f"bot_member {OTHER}", FORBIDDEN)
        assert (await members.find(CAPTAIN.id)).has_full


async def test_why_a_guild_is_left_alone_is_not_forgotten(discord: Discord) -> None:
    members = discord.members()
    discord.simulator.remove_from_guild(CAPTAIN.id)
    discord.simulator.script(f"bot_member {OTHER}", FORBIDDEN)
    for _ in range(2):
        with pytest.raises(UpstreamUndecided, match="403 about the membership"):
            await members.find(CAPTAIN.id)


@many
@given(answer=answers("bot_member"), failing=st.sampled_from([OTHER, GUILD_ID]))
@pytest.mark.parametrize("member", [BOSS, DRIVER, PENDING], ids=lambda member: member.username)
async def test_a_guild_that_fails_never_adds_a_role_and_makes_nobody_a_member(
    server: Server, http: httpx.AsyncClient, member: SampleMember, answer: Answer, failing: str
) -> None:
    discord = Discord(server=server, http=http, configured=(OTHER, GUILD_ID))
    discord.simulator.add_guild(OTHER, BOSS)
    whole = await discord.members().find(member.id)
    # A guild that fails gives no member object.
    fails(discord, failing, replace(answer, status=max(answer.status, 300)))
    try:
        told = await discord.members().find(member.id)
    except UpstreamUndecided as fault:
        told = fault.memberships
        assert not told.has_full
    assert set(told.roles) <= set(whole.roles)
    assert whole.has_full or not told.has_full


@both_routes
async def test_a_guild_that_falls_silent_is_told_once_and_once_when_it_answers_again(
    discord: Discord, route: str
) -> None:
    upstream = discord.upstream(route)
    # By the bot it is left alone for a moment after the first.
    failures = [FORBIDDEN] if route == BOT else [FORBIDDEN, FORBIDDEN]
    discord.simulator.script(f"{MEMBER_CALL[route]} {OTHER}", *failures)
    with capture_logs() as logs:
        await discord.sign_in(upstream)
        await discord.sign_in(upstream)
        discord.clock.advance(10)
        await discord.sign_in(upstream)
    told = [(line["event"], line.get("guild_id")) for line in logs]
    assert told == [("guild_silent", OTHER), ("guild_answers", OTHER)]


@pytest.mark.parametrize("connections", [40, None])
async def test_however_many_wait_for_a_guild_that_hangs_the_others_answer_all_of_them(
    server: Server, connections: int | None
) -> None:
    """With few connections and with those of production: one guild may not take them all."""
    async with a_client() as usual:
        limits = httpx.Limits(max_connections=connections)
        async with httpx.AsyncClient(headers=usual.headers, limits=limits) as few:
            http = few if connections else usual
            discord = Discord(server=server, http=http, configured=(OTHER, GUILD_ID))
            discord.simulator.add_guild(OTHER, BOSS)
            discord.simulator.script(f"bot_member {OTHER}", *[HANGS] * 150)
            members = discord.members(deadline=2.0)
            asking = (members.find(CAPTAIN.id) for _ in range(150))
            for memberships in await asyncio.gather(*asking):
                assert_told(memberships, GUILD_ID, silent=OTHER)
