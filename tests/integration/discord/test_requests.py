"""What every request carries, and what must never be said of it."""

import logging
import re
import traceback
from http import HTTPStatus

import pytest

from application.ports.upstream import (
    UpstreamMisconfigured,
    UpstreamRefused,
    UpstreamUnavailable,
)
from demo.discord.members import CAPTAIN, DRIVER
from demo.discord.simulator import Answer
from tests.integration.discord.harness import (
    BOT,
    BOT_TOKEN,
    CLIENT_SECRET,
    USER,
    VERIFIER,
    Discord,
    a_client,
)

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("route", [BOT, USER])
async def test_every_request_names_us_and_asks_for_plain_json(discord: Discord, route: str) -> None:
    await discord.sign_in(discord.upstream(route))
    assert len(discord.server.seen) == 3
    for headers in discord.server.seen:
        agent = headers["user-agent"]
        assert re.fullmatch(r"DiscordBot \(https://id\.example\.org, \d+\.\d+\.\d+\)", agent)
        assert headers["accept"] == "application/json"
        assert headers["accept-encoding"] == "identity"
        assert "cookie" not in headers


async def test_the_right_credentials_go_to_the_right_route(discord: Discord) -> None:
    await discord.sign_in(discord.upstream(BOT))
    token = next(iter(discord.simulator.tokens))
    _, user, member = [headers["authorization"] for headers in discord.server.seen]
    assert (user, member) == (f"Bearer {token}", f"Bot {BOT_TOKEN}")
    await discord.sign_in(discord.upstream(USER))
    *_, own, own_member = [headers["authorization"] for headers in discord.server.seen]
    assert own == own_member != user
    assert own.startswith("Bearer ")


async def test_no_proxy_is_taken_from_the_environment(
    discord: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    async with a_client() as client:
        mine = Discord(server=discord.server, http=client)
        assert (await mine.sign_in(mine.upstream())).discord_id == CAPTAIN.id


async def test_a_cookie_set_for_one_person_does_not_travel_with_the_next(discord: Discord) -> None:
    cookie = {"Set-Cookie": "session=of-the-first; Path=/"}
    discord.simulator.script("user", Answer(status=503, headers=cookie))
    await discord.sign_in(discord.upstream())
    await discord.sign_in(discord.upstream(), DRIVER)
    assert len(discord.server.seen) == 7
    assert not any("cookie" in headers for headers in discord.server.seen)


ODD = {
    "refused": Answer(status=HTTPStatus.BAD_REQUEST, json={"error": "invalid_grant"}),
    "forbidden": Answer(status=HTTPStatus.FORBIDDEN, json={"code": 50001}),
    "unauthorized": Answer(status=HTTPStatus.UNAUTHORIZED, json={"error": "invalid_client"}),
    "limited": Answer(status=HTTPStatus.TOO_MANY_REQUESTS, json={"retry_after": 5}),
    "broken": Answer(status=HTTPStatus.BAD_GATEWAY),
    "odd": Answer(body=b"canary-body"),
    "short": Answer(body=b"{", headers={"Content-Length": "500"}),
    "header": Answer(json={"access_token": "canary-token\r\nX: y", "scope": "identify"}),
    "slow": Answer(hang=True),
    "compressed": Answer(headers={"Content-Encoding": "gzip"}),
}


@pytest.mark.parametrize("route", ["token", "user", "bot_member"])
@pytest.mark.parametrize("answer", ODD.values(), ids=ODD)
async def test_no_fault_and_no_log_tells_a_secret(
    discord: Discord, caplog: pytest.LogCaptureFixture, route: str, answer: Answer
) -> None:
    caplog.set_level(logging.DEBUG)
    discord.simulator.script(route, answer, answer)
    upstream = discord.upstream(deadline=0.5)
    code = discord.code(upstream)
    with pytest.raises((UpstreamUnavailable, UpstreamRefused, UpstreamMisconfigured)) as caught:
        await upstream.identify(code, code_verifier=VERIFIER, email=False)
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caplog.text
    secrets = {CLIENT_SECRET, BOT_TOKEN, code, VERIFIER, "canary-token", "canary-body"}
    for secret in secrets | set(discord.simulator.tokens):
        assert secret not in told
    assert str(caught.value)
