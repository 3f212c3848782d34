"""Stopping the server: it finishes what it began, and says that all went well (F-27)."""

import signal
from collections.abc import Awaitable, Callable
from time import monotonic

import anyio
import httpx
import pytest

from tests.e2e.browser import Browser, answer_in, location_of
from tests.e2e.conftest import StartProvider
from tests.e2e.discord_server import DiscordServer
from tests.e2e.processes import exists, workers_of
from tests.e2e.provider import Provider
from tests.e2e.relying_party import relying_party
from tests.e2e.sockets import connected
from tests.e2e.waiting import eventually, wait_until

pytestmark = pytest.mark.anyio

SIGNALS = [signal.SIGTERM, signal.SIGINT]
# How long a body may take to arrive, less than the grace of 15 s, and what busy cores may add.
BODY = 10
SOON = 5


@pytest.mark.parametrize("number", SIGNALS)
async def test_an_idle_server_stops_at_once_with_exit_code_0_and_no_complaint(
    start_provider: StartProvider, number: signal.Signals
) -> None:
    provider = start_provider()

    provider.signal(number)

    assert provider.wait(SOON) == 0
    assert provider.complaints == ""
    assert [line for line in provider.log() if line["level"] == "error"] == []


@pytest.mark.parametrize("number", SIGNALS)
async def test_a_request_under_way_is_answered_and_no_new_one_is_taken(
    start_provider: StartProvider,
    discord: DiscordServer,
    browser: Browser,
    number: signal.Signals,
) -> None:
    provider = start_provider()
    async with relying_party(provider.issuer) as application:
        attempt = application.begin()
    callback = await browser.to_callback(attempt.url)
    discord.answer_slowly(1.5)
    discord.simulator.calls.clear()

    answers: list[httpx.Response] = []

    async def come_back() -> None:
        answers.append(await browser.get(callback))

    async def asked() -> bool:
        return discord.simulator.calls["user"] > 0

    async with anyio.create_task_group() as group:
        group.start_soon(come_back)
        await eventually(asked, "Discord is asked who it is", within=SOON)
        provider.signal(number)
        await eventually(refuses(provider), "no new connection is taken", within=1)
        assert not answers

    assert "code" in answer_in(location_of(answers[0]))
    assert provider.wait(SOON) == 0
    assert provider.complaints == ""


def refuses(provider: Provider) -> Callable[[], Awaitable[bool]]:
    async def check() -> bool:
        return provider.status_of("/health/live") == 0

    return check


async def test_connections_that_say_nothing_do_not_delay_the_stop(
    start_provider: StartProvider,
) -> None:
    provider = start_provider()
    with connected(provider) as silent, connected(provider) as half:
        half.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n")
        assert silent.fileno() > 0
        assert provider.status_of("/health/live") == 200

        provider.signal(signal.SIGTERM)

        assert provider.wait(SOON) == 0


async def test_a_request_that_never_ends_holds_up_the_stop_for_its_ten_seconds_only(
    start_provider: StartProvider,
) -> None:
    provider = start_provider()
    with connected(provider) as stuck:
        stuck.sendall(
            b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\ngrant_type="
        )
        assert provider.status_of("/health/live") == 200

        provider.signal(signal.SIGTERM)
        started = monotonic()

        assert provider.wait(BODY + SOON) == 0
        assert monotonic() - started > BODY - 2
    assert provider.complaints == ""
    assert len(provider.log()) > 0


@pytest.mark.parametrize("number", SIGNALS)
async def test_two_workers_stop_with_their_parent_and_none_stays_behind(
    start_provider: StartProvider, redis_server: str, number: signal.Signals
) -> None:
    provider = start_provider(WORKERS="2", REDIS_URL=redis_server)
    wait_until(lambda: len(workers_of(provider.pid)) == 2, "two workers", within=SOON)
    workers = workers_of(provider.pid)

    provider.signal(number)

    assert provider.wait(SOON) == 0
    wait_until(lambda: not any(map(exists, workers)), "the workers ended", within=SOON)
    assert provider.complaints == ""
