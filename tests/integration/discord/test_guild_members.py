"""A look at the guild without the person: in bounded time, or "not known now"."""

import asyncio
import time

import pytest

from adapters.discord.members import BotMemberLookup
from application.ports.upstream import UpstreamUnavailable
from demo.discord.members import CAPTAIN, DRIVER, GUILD_ID
from demo.discord.objects import member_object
from demo.discord.simulator import Answer
from domain.membership import Memberships
from tests.e2e.waiting import eventually
from tests.integration.discord.harness import BOT_TOKEN, Discord

pytestmark = pytest.mark.anyio

FORBIDDEN = Answer(status=403, json={"message": "Missing Access", "code": 50001})


def limited(after: float, *, everywhere: bool = False) -> Answer:
    """Give a 429 as Discord words it."""
    body = {"message": "You are being rate limited.", "retry_after": after, "global": everywhere}
    return Answer(status=429, json=body)


def error(status: int, code: object) -> Answer:
    return Answer(status=status, json={"message": "no", "code": code})


async def unknown(members: BotMemberLookup) -> float:
    """Fail unless it is not known now; give the seconds it took."""
    begun = time.monotonic()
    with pytest.raises(UpstreamUnavailable) as fault:
        await members.find(CAPTAIN.id)
    assert BOT_TOKEN not in f"{fault.value!r} {fault.value.__cause__!r}"
    return time.monotonic() - begun


async def test_it_is_the_bot_that_asks_and_it_asks_once(discord: Discord) -> None:
    assert (await discord.members().find(CAPTAIN.id)).has_full
    assert discord.simulator.calls == {"bot_member": 1}
    assert discord.server.seen[-1]["authorization"] == f"Bot {BOT_TOKEN}"


@pytest.mark.parametrize("code", [10007, 10013])
async def test_two_codes_say_no(discord: Discord, code: int) -> None:
    discord.simulator.script("bot_member", error(404, code))
    assert await discord.members().find(CAPTAIN.id) == Memberships(asked=frozenset({GUILD_ID}))


async def test_a_guild_discord_does_not_know_says_nothing_of_the_person(discord: Discord) -> None:
    discord.configured = ("1",)
    await unknown(discord.members())
    assert discord.simulator.calls == {"bot_member": 1}


@pytest.mark.parametrize(
    "answer",
    [
        error(404, 10004),
        error(404, "10007"),
        error(404, None),
        error(403, 10007),
        error(401, 10007),
        error(200, 10007),
        FORBIDDEN,
        Answer(status=404),
        Answer(status=404, body=b"<html>404</html>", content_type="text/html"),
        Answer(status=204),
        Answer(status=302, headers={"Location": "/api/v10/users/@me"}),
        Answer(body=b"{", endless=True),
        Answer(json=member_object(DRIVER)),
        Answer(json=member_object(CAPTAIN) | {"roles": None}),
        Answer(json=member_object(CAPTAIN), headers={"Content-Encoding": "gzip"}),
    ],
)
async def test_anything_else_is_not_known_now(discord: Discord, answer: Answer) -> None:
    discord.simulator.script("bot_member", answer)
    assert await unknown(discord.members()) < 5
    assert discord.simulator.calls == {"bot_member": 1}


@pytest.mark.parametrize(
    "answer",
    [
        Answer(hang=True),
        Answer(json=member_object(CAPTAIN), drip=0.1),
        Answer(body=b"{", drip=0.1, endless=True),
        Answer(json=member_object(CAPTAIN), delay=30),
    ],
    ids=["hangs", "drips", "drips without end", "comes late"],
)
async def test_a_deadline_of_its_own_ends_the_wait_for_whatever_is_slow(
    discord: Discord, answer: Answer
) -> None:
    discord.simulator.script("bot_member", answer)
    assert 0.3 < await unknown(discord.members(deadline=0.35)) < 2
    # Nothing is left behind: the same client serves the next look.
    assert (await discord.members().find(CAPTAIN.id)).has_full


async def test_both_tries_share_the_deadline(discord: Discord) -> None:
    slow = Answer(status=503, delay=0.25)
    discord.simulator.script("bot_member", slow, slow, slow)
    assert await unknown(discord.members(deadline=0.4)) < 0.5
    assert discord.simulator.calls == {"bot_member": 2}


async def test_whoever_gives_up_meanwhile_is_not_told_of_a_fault(discord: Discord) -> None:
    discord.simulator.script("bot_member", Answer(hang=True))
    look = asyncio.create_task(discord.members().find(CAPTAIN.id))

    async def asked() -> bool:
        return discord.simulator.calls["bot_member"] > 0

    await eventually(asked, "Discord is asked", within=5)
    look.cancel()
    with pytest.raises(asyncio.CancelledError):
        await look


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
async def test_a_server_fault_is_tried_once_more(discord: Discord, status: int) -> None:
    broken, members = Answer(status=status, body=b"<html>"), discord.members()
    discord.simulator.script("bot_member", broken)
    assert (await members.find(CAPTAIN.id)).has_full
    assert discord.simulator.calls == {"bot_member": 2}
    discord.simulator.script("bot_member", broken, broken)
    await unknown(members)
    assert discord.simulator.calls == {"bot_member": 4}


@pytest.mark.parametrize("everywhere", [False, True])
async def test_after_a_429_nobody_is_looked_up_until_the_time_has_passed(
    discord: Discord, *, everywhere: bool
) -> None:
    members = discord.members()
    discord.simulator.script("bot_member", limited(30, everywhere=everywhere))
    await unknown(members)
    discord.clock.advance(29.9)
    await unknown(members)
    assert discord.simulator.calls == {"bot_member": 1}
    discord.clock.advance(0.1)
    assert (await members.find(CAPTAIN.id)).has_full


async def test_refusals_stop_the_looks_before_discord_does(discord: Discord) -> None:
    members = discord.members(budget=2)
    discord.simulator.script("bot_member", FORBIDDEN, FORBIDDEN)
    await unknown(members)
    await unknown(members)
    await unknown(members)
    assert discord.simulator.calls == {"bot_member": 2}


async def test_with_a_bot_token_discord_does_not_know_the_operator_is_told(
    discord: Discord,
) -> None:
    with pytest.raises(UpstreamUnavailable, match="does not accept DISCORD_BOT_TOKEN"):
        await discord.members(bot_token="wrong").find(CAPTAIN.id)
    assert discord.simulator.calls == {"bot_member": 1}


async def test_where_nobody_listens_it_is_not_known(discord: Discord) -> None:
    secure = discord.server.url.replace("http:", "https:")
    for base_url in ("http://discord.invalid", secure):
        await unknown(discord.members(base_url=base_url))
    assert discord.server.seen == []
