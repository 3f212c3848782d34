"""Prepared answers, and the front that refuses unknown agents (Discord facts 4)."""

import asyncio
import time

import httpx
import pytest

from demo.discord.simulator import Answer, Simulator, create_app
from demo.servers import listen, serving
from tests.integration.simulated_discord import AGENT, a_query, a_simulator, a_visitor

pytestmark = pytest.mark.anyio

ME = "/api/v10/users/@me"


async def read_for(simulator: Simulator, seconds: float) -> tuple[bytes, bool]:
    """Read from a real server; give what came, and whether it ended within the time."""
    received = bytearray()
    with listen(0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}{ME}"
        async with (
            serving(create_app(simulator), listener),
            httpx.AsyncClient(headers={"User-Agent": AGENT}, trust_env=False) as client,
        ):
            try:
                async with asyncio.timeout(seconds), client.stream("GET", address) as response:
                    async for chunk in response.aiter_raw():
                        received += chunk
            except TimeoutError:
                return bytes(received), False
    return bytes(received), True


async def test_prepared_answers_come_in_order_and_then_the_usual_one() -> None:
    simulator = a_simulator()
    limited = Answer(status=429, json={"retry_after": 1.5}, headers={"Retry-After": "2"})
    simulator.script("user", limited, Answer(status=502, body=b"<html>", content_type="text/html"))
    async with a_visitor(simulator) as visitor:
        first, second, third = [await visitor.get(ME) for _ in range(3)]
    assert (first.status_code, first.json()) == (429, {"retry_after": 1.5})
    assert first.headers["retry-after"] == "2"
    assert (second.status_code, second.text) == (502, "<html>")
    assert second.headers["content-type"] == "text/html"
    assert third.status_code == 401
    assert simulator.calls == {"user": 3}


async def test_prepared_answers_that_nobody_took_can_be_forgotten() -> None:
    simulator = a_simulator()
    simulator.script("user", *[Answer(status=503)] * 9)
    async with a_visitor(simulator) as visitor:
        first = await visitor.get(ME)
        simulator.unscript("user")
        second = await visitor.get(ME)

    assert (first.status_code, second.status_code) == (503, 401)


@pytest.mark.parametrize(
    ("method", "path", "route"),
    [
        ("GET", "/oauth2/authorize", "authorize"),
        ("POST", "/api/v10/oauth2/token", "token"),
        ("GET", ME, "user"),
        ("GET", f"{ME}/guilds/1/member", "user_member"),
        ("GET", "/api/v10/guilds/1/members/2", "bot_member"),
    ],
)
async def test_each_route_has_its_own_prepared_answers(method: str, path: str, route: str) -> None:
    simulator = a_simulator()
    simulator.script(route, Answer(status=418))
    async with a_visitor(simulator) as visitor:
        response = await visitor.request(method, path)
    assert response.status_code == 418
    assert simulator.calls == {route: 1}


async def test_a_prepared_header_wins() -> None:
    simulator = a_simulator()
    simulator.script("user", Answer(json=1, headers={"Content-Type": "text/plain"}))
    async with a_visitor(simulator) as visitor:
        response = await visitor.get(ME)
    assert response.headers.get_list("content-type") == ["text/plain"]


async def test_a_delayed_answer_comes_later() -> None:
    simulator = a_simulator()
    simulator.script("user", Answer(body=b"late", delay=0.1))
    begun = time.monotonic()
    assert await read_for(simulator, 5) == (b"late", True)
    assert time.monotonic() - begun >= 0.1


async def test_a_dripping_answer_comes_byte_by_byte() -> None:
    simulator = a_simulator()
    simulator.script("user", Answer(body=b"0123456789", drip=0.1), Answer(body=b"012", drip=0.01))
    received, ended = await read_for(simulator, 0.35)
    assert b"0123456789".startswith(received)
    assert (0 < len(received) < 10, ended) == (True, False)
    assert await read_for(simulator, 5) == (b"012", True)


async def test_a_hanging_answer_never_comes() -> None:
    simulator = a_simulator()
    simulator.script("user", Answer(hang=True))
    assert await read_for(simulator, 0.2) == (b"", False)


async def test_an_endless_answer_never_ends() -> None:
    simulator = a_simulator()
    simulator.script("user", Answer(body=b"{", endless=True))
    received, ended = await read_for(simulator, 0.3)
    assert received.startswith(b"{ ")
    assert (len(received) > 262_144, ended) == (True, False)


@pytest.mark.parametrize("agent", ["python-httpx/0.28", "", "DiscordBot", "DiscordBot (https://a)"])
async def test_an_agent_that_is_no_bot_is_refused(agent: str) -> None:
    simulator = a_simulator()
    async with a_visitor(simulator, agent) as visitor:
        response = await visitor.get(ME)
    assert (response.status_code, response.text) == (403, "error code: 1010")
    assert simulator.calls == {"user": 1}


async def test_a_browser_may_see_the_page_but_not_the_api() -> None:
    async with a_visitor(a_simulator(), "Mozilla/5.0 (X11)") as visitor:
        page = await visitor.get("/oauth2/authorize", params=a_query())
        api = await visitor.get(ME)
    assert page.status_code == 200
    assert api.status_code == 403
    assert api.json() == {"message": "internal network error", "code": 40333}


async def test_an_agent_may_say_more_about_itself() -> None:
    async with a_visitor(a_simulator(), f"{AGENT} Guildpass/1") as visitor:
        assert (await visitor.get(ME)).status_code == 401
