"""Slow, endless, broken and lost answers (F-23, F-24, F-25)."""

import asyncio
import gzip
import re
import time
from dataclasses import dataclass, field

import pytest

from adapters.discord.upstream import DiscordUpstream
from application.ports.upstream import UpstreamUnavailable
from demo.discord.members import CAPTAIN
from demo.discord.simulator import Answer
from tests.integration.discord.harness import VERIFIER, Discord

pytestmark = pytest.mark.anyio

ROUTES = pytest.mark.parametrize("route", ["token", "user", "bot_member"])


async def fault(discord: Discord, upstream: DiscordUpstream) -> float:
    """Fail unless it is not known now; give the seconds it took."""
    begun = time.monotonic()
    with pytest.raises(UpstreamUnavailable):
        await discord.sign_in(upstream)
    return time.monotonic() - begun


@ROUTES
@pytest.mark.parametrize(
    "answer",
    [
        Answer(hang=True),
        Answer(body=b"{" + b" " * 100, drip=0.1),
        Answer(body=b"{", drip=0.1, endless=True),
        Answer(json={}, delay=30),
    ],
    ids=["hangs", "drips", "drips without end", "comes late"],
)
async def test_one_deadline_ends_the_wait_for_whatever_is_slow(
    discord: Discord, route: str, answer: Answer
) -> None:
    discord.simulator.script(route, answer)
    assert 0.3 < await fault(discord, discord.upstream(deadline=0.35)) < 2
    # Nothing is left behind: the same client and the same connections serve the next person.
    assert (await discord.sign_in(discord.upstream())).discord_id == CAPTAIN.id


async def test_slow_steps_share_the_deadline(discord: Discord) -> None:
    slow = Answer(status=503, delay=0.25)
    discord.simulator.script("user", slow, slow, slow)
    assert await fault(discord, discord.upstream(deadline=0.4)) < 0.5
    assert discord.simulator.calls["user"] == 2


@ROUTES
@pytest.mark.parametrize(
    "answer",
    [
        Answer(body=b"{", endless=True),
        Answer(body=b" " * 262_145),
        Answer(body=gzip.compress(b"{}"), headers={"Content-Encoding": "gzip"}),
        Answer(json={}, headers={"Content-Encoding": "br"}),
        Answer(body=b"x", headers={"Location": "/api/v10/users/@me"}, status=302),
        Answer(body=b"", headers={"Location": "http://[bad"}, status=307),
        Answer(body=b"", headers={"Location": "https://evil.example/"}, status=308),
        Answer(body=b"<html>fine</html>", content_type="text/html"),
    ],
    ids=["endless", "too long", "gzip", "br", "redirect", "bad redirect", "elsewhere", "HTML"],
)
async def test_an_answer_of_another_kind_is_given_up_at_once(
    discord: Discord, route: str, answer: Answer
) -> None:
    discord.simulator.script(route, answer)
    assert await fault(discord, discord.upstream()) < 5
    assert discord.simulator.calls[route] == 1
    assert discord.simulator.calls.total() == ["token", "user", "bot_member"].index(route) + 1


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
async def test_a_server_fault_while_reading_is_tried_once_more(
    discord: Discord, status: int
) -> None:
    broken = Answer(status=status, body=b"<html>", content_type="text/html")
    discord.simulator.script("user", broken)
    discord.simulator.script("bot_member", broken)
    assert (await discord.sign_in(discord.upstream())).is_member
    assert discord.simulator.calls == {"token": 1, "user": 2, "bot_member": 2}
    discord.simulator.script("user", broken, broken)
    await fault(discord, discord.upstream())
    assert discord.simulator.calls["user"] == 4


async def test_a_server_fault_at_the_exchange_is_never_tried_again(discord: Discord) -> None:
    broken = {"message": "500: Internal Server Error", "code": 0}
    discord.simulator.script("token", Answer(status=500, json=broken))
    await fault(discord, discord.upstream())
    assert discord.simulator.calls == {"token": 1}


@dataclass
class Resetting:
    """A server that gives a token, and cuts the connection on everything else."""

    gives_token: bool
    lines: list[bytes] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        await reader.readexactly(int(length[1]) if length else 0)
        self.lines.append(head.partition(b" HTTP")[0])
        if self.gives_token and head.startswith(b"POST"):
            body = b'{"access_token": "t"}'
            writer.write(
                b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%b"
                % (len(body), body)
            )
            await writer.drain()
            writer.close()
        else:
            writer.transport.abort()


@pytest.mark.parametrize(
    ("gives_token", "lines"),
    [(False, [b"POST /oauth2/token"]), (True, [b"POST /oauth2/token"] + [b"GET /users/@me"] * 2)],
)
async def test_after_a_reset_a_read_is_tried_once_more_and_the_exchange_never(
    discord: Discord, lines: list[bytes], *, gives_token: bool
) -> None:
    resetting = Resetting(gives_token)
    listener = await asyncio.start_server(resetting.serve, "127.0.0.1", 0)
    async with listener:
        port = listener.sockets[0].getsockname()[1]
        upstream = discord.upstream(base_url=f"http://127.0.0.1:{port}")
        with pytest.raises(UpstreamUnavailable):
            await upstream.identify("code", code_verifier=VERIFIER, email=False)
    assert resetting.lines == lines
    # The same port, now closed: refused.
    with pytest.raises(UpstreamUnavailable, match="ConnectError"):
        await upstream.identify("code", code_verifier=VERIFIER, email=False)


async def test_a_host_that_does_not_exist_and_one_that_speaks_no_tls_are_faults_too(
    discord: Discord,
) -> None:
    for base_url in ("http://discord.invalid", discord.server.url.replace("http:", "https:")):
        upstream = discord.upstream(base_url=base_url)
        with pytest.raises(UpstreamUnavailable):
            await upstream.identify("code", code_verifier=VERIFIER, email=False)
    assert discord.server.seen == []


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "identity, gzip"])
async def test_a_compressed_body_is_not_even_read(discord: Discord, coding: str) -> None:
    # Sound but for the header: only the header can be why it is refused.
    sound = {"id": CAPTAIN.id, "username": CAPTAIN.username}
    discord.simulator.script("user", Answer(json=sound, headers={"Content-Encoding": coding}))
    with pytest.raises(UpstreamUnavailable, match="compressed"):
        await discord.sign_in(discord.upstream())
