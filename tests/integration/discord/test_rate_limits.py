"""After a 429: what is not called until the time has passed, and what goes on (F-22)."""

import asyncio
from dataclasses import replace

import pytest

from adapters.discord.upstream import DiscordUpstream
from application.ports.upstream import UpstreamUnavailable
from demo.discord.members import CAPTAIN, DRIVER
from demo.discord.simulator import Answer
from tests.integration.discord.harness import BOT, USER, VERIFIER, Discord

pytestmark = pytest.mark.anyio


def limited(
    after: float = 65.0,
    *,
    header: str | None = None,
    everywhere: bool = False,
    scope: str = "user",
    headers: dict[str, str] | None = None,
) -> Answer:
    """Give a 429 as Discord words it."""
    body = {"message": "You are being rate limited.", "retry_after": after, "global": everywhere}
    all_headers = {"X-RateLimit-Scope": scope, **(headers or {})}
    if header is not None:
        all_headers["Retry-After"] = header
    return Answer(status=429, json=body, headers=all_headers)


BAN_PAGE = Answer(status=429, body=b"error code: 1015", content_type="text/html")


async def refused(discord: Discord, upstream: DiscordUpstream) -> None:
    with pytest.raises(UpstreamUnavailable):
        await discord.sign_in(upstream)


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (limited(0.5, header="65"), 65),
        (limited(64.5), 64.5),
        (limited(30, header="30", scope="shared"), 30),
        (limited(10, header="10", scope="global", everywhere=True), 10),
        (limited(10, header="Tue, 24 Nov 2026 12:00:10 GMT"), 10),
        (BAN_PAGE, 60),
        (Answer(status=429), 60),
        (Answer(status=429, body=b"<html>", headers={"Retry-After": "120"}), 120),
        (Answer(status=429, json={}), 1),
        (limited(10**6), 900),
        (limited(1e300), 900),
        (limited(0, header="9" * 400), 900),
    ],
    ids=[
        "header wins",
        "body",
        "shared",
        "global",
        "header is a date",
        "ban page",
        "nothing",
        "ban page with a header",
        "empty object",
        "a week",
        "beyond any date",
        "beyond any number",
    ],
)
async def test_after_a_429_the_token_endpoint_is_not_called_until_the_time_has_passed(
    discord: Discord, answer: Answer, seconds: float
) -> None:
    upstream = discord.upstream()
    discord.simulator.script("token", answer)
    code = discord.code(upstream)
    with pytest.raises(UpstreamUnavailable):
        await upstream.identify(code, code_verifier=VERIFIER, email=False)
    assert discord.simulator.calls == {"token": 1}, "a code must never be sent twice"
    await refused(discord, upstream)
    discord.clock.advance(seconds - 0.1)
    await refused(discord, upstream)
    assert discord.simulator.calls == {"token": 1}
    discord.clock.advance(0.1)
    assert (await discord.sign_in(upstream)).discord_id == CAPTAIN.id


@pytest.mark.parametrize("after", [-5, 0])
async def test_a_wait_of_nothing_holds_nothing(discord: Discord, after: float) -> None:
    upstream = discord.upstream()
    discord.simulator.script("token", limited(after))
    await refused(discord, upstream)
    await discord.sign_in(upstream)


async def test_the_bot_route_is_held_by_itself(discord: Discord) -> None:
    upstream = discord.upstream(BOT)
    discord.simulator.script("bot_member", limited(5))
    await refused(discord, upstream)
    await refused(discord, upstream)
    assert discord.simulator.calls == {"token": 2, "user": 2, "bot_member": 1}
    discord.clock.advance(5)
    await discord.sign_in(upstream)


@pytest.mark.parametrize("route", ["user", "user_member"])
async def test_one_persons_429_does_not_hold_up_others(discord: Discord, route: str) -> None:
    upstream = discord.upstream(USER)
    discord.simulator.script(route, limited(600, header="600"))
    await refused(discord, upstream)
    assert discord.simulator.calls[route] == 1, "a 429 is not tried again"
    assert (await discord.sign_in(upstream, DRIVER)).discord_id == DRIVER.id


@pytest.mark.parametrize(
    "answer",
    [
        limited(30, everywhere=True),
        limited(30, header="30", headers={"X-RateLimit-Global": "true"}),
        Answer(status=429, body=b"error code: 1015", headers={"Retry-After": "30"}),
    ],
    ids=["in the body", "in a header", "the ban page"],
)
@pytest.mark.parametrize("route", ["token", "user", "bot_member"])
async def test_a_limit_for_everything_stops_every_call(
    discord: Discord, answer: Answer, route: str
) -> None:
    upstream = discord.upstream()
    discord.simulator.script(route, answer)
    await refused(discord, upstream)
    before = discord.simulator.calls.copy()
    await refused(discord, upstream)
    assert discord.simulator.calls == before
    discord.clock.advance(30)
    await discord.sign_in(upstream)


async def test_of_two_waits_the_longer_one_holds(discord: Discord) -> None:
    upstream = discord.upstream()
    later = replace(limited(1), delay=0.2)
    discord.simulator.script("token", later, limited(600))
    await asyncio.gather(refused(discord, upstream), refused(discord, upstream))
    assert discord.simulator.calls == {"token": 2}
    discord.clock.advance(599)
    await refused(discord, upstream)
    assert discord.simulator.calls == {"token": 2}
    discord.clock.advance(1)
    await discord.sign_in(upstream)


async def test_refusals_are_counted_and_stop_the_calls_before_discord_does(
    discord: Discord,
) -> None:
    upstream = discord.upstream(USER, budget=3)
    forbidden = Answer(status=403, json={"message": "Missing Access", "code": 50001})
    unauthorized = Answer(status=401, json={"message": "401: Unauthorized", "code": 0})
    for answer in (forbidden, unauthorized, limited(1)):
        discord.simulator.script("user_member", answer)
        await refused(discord, upstream)
        discord.clock.advance(60)
    before = discord.simulator.calls.copy()
    await refused(discord, upstream)
    assert discord.simulator.calls == before
    discord.clock.advance(600 - 3 * 60 - 0.1)
    await refused(discord, upstream)
    discord.clock.advance(0.1)
    await discord.sign_in(upstream)


async def test_codes_nobody_issued_cost_nothing_of_that_budget(discord: Discord) -> None:
    upstream = discord.upstream(budget=1)
    for _ in range(3):
        with pytest.raises(Exception, match="does not accept the code"):
            await upstream.identify("garbage", code_verifier=VERIFIER, email=False)
    await discord.sign_in(upstream)
