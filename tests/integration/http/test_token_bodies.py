"""Bodies that stop in the middle: nobody waits for them long, and nobody is woken by them."""

import asyncio
import logging
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from litestar.types import HTTPReceiveMessage, Receive, Scope, Send
from structlog.typing import EventDict

from tests.integration.http.answers import assert_oauth_error, assert_page
from tests.integration.http.browser import EXCHANGE, Browser, client_of
from tests.integration.http.harness import (
    AUTHORIZE,
    FORM,
    INTROSPECT,
    REVOKE,
    TOKEN,
    USERINFO,
    Provider,
)

pytestmark = pytest.mark.anyio

PROGRAMS = [TOKEN, REVOKE, INTROSPECT, USERINFO]
PATIENCE = 10


def part(body: bytes, *, more: bool) -> HTTPReceiveMessage:
    return {"type": "http.request", "body": body, "more_body": more}


def hung_up() -> HTTPReceiveMessage:
    return {"type": "http.disconnect"}


class Time:
    """The time of the event loop, which the test may move on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._ahead, real = 0.0, asyncio.get_running_loop().time
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: real() + self._ahead)

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        self._ahead += seconds


@pytest.fixture
async def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    return Time(monkeypatch)


def sending(provider: Provider, receive: Receive) -> httpx.AsyncClient:
    """Give the client whose body the server receives in this way."""

    async def app(scope: Scope, _: Receive, send: Send) -> None:
        await provider.app(scope, receive, send)

    return client_of(app, provider.issuer)


async def post(provider: Provider, path: str, receive: Any) -> httpx.Response:  # noqa: ANN401 - one of the messages of ASGI
    async with sending(provider, receive) as http:
        return await http.post(path, headers={"Content-Type": FORM})


def assert_nobody_is_woken(logs: list[EventDict], caplog: pytest.LogCaptureFixture) -> None:
    """Check that there is no error and no traceback, in our log or in that of a library."""
    assert {entry["log_level"] for entry in logs} == {"info"}
    assert not [entry for entry in logs if entry.get("exc_info")]
    assert not [line for line in caplog.records if line.levelno >= logging.WARNING]


@pytest.mark.parametrize("path", [*PROGRAMS, AUTHORIZE])
@pytest.mark.parametrize("begun", [True, False])
async def test_whoever_hangs_up_in_mid_body_is_no_fault_of_ours(
    provider: Provider,
    logs: list[EventDict],
    caplog: pytest.LogCaptureFixture,
    path: str,
    *,
    begun: bool,
) -> None:
    messages = [part(b"grant_type=auth", more=True)] if begun else []

    async def receive() -> HTTPReceiveMessage:
        return messages.pop(0) if messages else hung_up()

    response = await post(provider, path, receive)

    assert response.status_code == 400
    assert [entry["reason"] for entry in logs] == ["the client hung up in the middle of the body"]
    assert_nobody_is_woken(logs, caplog)


async def test_a_code_in_a_body_that_was_cut_off_is_not_used_up(
    browser: Browser, provider: Provider
) -> None:
    code = await browser.code()
    messages = [part(urlencode({**EXCHANGE, "code": code}).encode(), more=True), hung_up()]

    async def receive() -> HTTPReceiveMessage:
        return messages.pop(0)

    assert (await post(provider, TOKEN, receive)).status_code == 400
    assert (await browser.exchange(code)).status_code == 200


@pytest.mark.parametrize("path", [*PROGRAMS, AUTHORIZE])
async def test_a_body_that_never_arrives_is_refused_in_the_end(
    provider: Provider,
    logs: list[EventDict],
    caplog: pytest.LogCaptureFixture,
    time: Time,
    path: str,
) -> None:
    messages = [part(b"grant_type=auth", more=True)]

    async def receive() -> HTTPReceiveMessage:
        if messages:
            return messages.pop()
        time.passes(PATIENCE)
        await asyncio.Event().wait()
        raise AssertionError

    response = await asyncio.wait_for(post(provider, path, receive), PATIENCE + 5)

    if path == AUTHORIZE:
        assert_page(response)
    else:
        assert_oauth_error(response, 400, "invalid_request")
    assert [entry["reason"] for entry in logs] == ["the body did not arrive in time"]
    assert_nobody_is_woken(logs, caplog)


@pytest.mark.parametrize(("pause", "status"), [(0.5, 200), (2, 400)])
async def test_the_patience_is_with_the_whole_body_and_not_with_each_piece(
    browser: Browser, provider: Provider, time: Time, pause: float, status: int
) -> None:
    body = urlencode({**EXCHANGE, "code": await browser.code()}).encode()
    pieces = [body[at : at + 20] for at in range(0, len(body), 20)]
    assert PATIENCE / 2 < len(pieces) < 2 * PATIENCE

    async def receive() -> HTTPReceiveMessage:
        time.passes(pause)
        # Time that has passed is noticed when others have had their turn.
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return part(pieces.pop(0), more=bool(pieces))

    assert (await post(provider, TOKEN, receive)).status_code == status
