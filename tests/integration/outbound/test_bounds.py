"""What is sent, and that no answer leads on, lasts or grows without bounds (C-34)."""

import time

import pytest

from adapters.outbound.faults import OutboundFault
from tests.integration.outbound.application import (
    Answer,
    drip,
    flood,
    hang,
    raw,
    reset,
    running,
    status,
)
from tests.integration.outbound.harness import a_client

pytestmark = pytest.mark.anyio

FORM = {"logout_token": "header.payload.sig nature&=%+"}
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"


async def test_the_form_is_all_that_is_sent() -> None:
    async with running() as application, a_client() as client:
        await client.post_form(f"http://127.0.0.1:{application.port}/x?tenant=1", FORM)
    (request,) = application.requests
    assert request.line == "POST /x?tenant=1 HTTP/1.1"
    assert request.form == list(FORM.items())
    assert request.headers == {
        "host": f"127.0.0.1:{application.port}",
        "accept": "*/*",
        "accept-encoding": "identity",
        "content-type": "application/x-www-form-urlencoded",
        "content-length": str(len(request.body)),
        "user-agent": "Guildpass",
    }


async def test_the_host_header_is_sound_for_an_ipv6_address_and_holds_no_user() -> None:
    async with running(host="::1") as application, a_client(allowed=["::1"]) as client:
        await client.post_form(f"http://user:canary@[::1]:{application.port}/", FORM)
    (request,) = application.requests
    assert request.headers["host"] == f"[::1]:{application.port}"
    assert "canary" not in repr(request)


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
async def test_no_redirect_is_followed(code: int) -> None:
    async with running() as elsewhere, running() as application, a_client() as client:
        location = f"Location: http://127.0.0.1:{elsewhere.port}/"
        application.answers.append(status(code, location))
        answer = await client.post_form(f"http://127.0.0.1:{application.port}/", FORM)
        assert answer.status == code
        assert (application.connections, elsewhere.connections) == (1, 0)


async def test_a_cookie_is_not_kept() -> None:
    async with running() as application, a_client() as client:
        application.then = status(200, "Set-Cookie: a=b; Path=/")
        for _ in range(2):
            await client.post_form(f"http://127.0.0.1:{application.port}/", FORM)
        assert all("cookie" not in request.headers for request in application.requests)


async def test_a_connection_is_not_kept() -> None:
    async with running() as application, a_client() as client:
        for _ in range(2):
            await client.post_form(f"http://127.0.0.1:{application.port}/", FORM)
        assert application.connections == 2


async def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running() as proxy, running() as application:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
            monkeypatch.setenv(name.lower(), f"http://127.0.0.1:{proxy.port}")
        async with a_client() as client:
            await client.post_form(f"http://127.0.0.1:{application.port}/", FORM)
        assert (application.connections, proxy.connections) == (1, 0)


@pytest.mark.parametrize(
    "answer",
    [
        hang,
        drip(HEAD),
        drip(b"", b"H"),
        drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        drip(b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
    ],
    ids=["hangs", "drips a body", "drips a status", "drips headers", "drips interim answers"],
)
async def test_one_deadline_ends_whatever_is_slow(answer: Answer) -> None:
    async with running() as application, a_client(deadline=0.3) as client:
        application.answers.append(answer)
        begun = time.monotonic()
        with pytest.raises(OutboundFault, match="no answer in time"):
            await client.post_form(f"http://127.0.0.1:{application.port}/", FORM)
        assert time.monotonic() - begun < 2
        # Nothing is left behind: the same client goes on.
        answered = await client.post_form(f"http://127.0.0.1:{application.port}/", FORM)
        assert answered.status == 200


async def test_a_body_is_read_up_to_its_cap() -> None:
    async with running() as application, a_client() as client:
        address = f"http://127.0.0.1:{application.port}/"
        application.answers.append(status(200, body=b"x" * 65_536))
        assert (await client.post_form(address, FORM)).body == b"x" * 65_536
        application.answers.append(status(200, body=b"x" * 65_537))
        with pytest.raises(OutboundFault, match="too long"):
            await client.post_form(address, FORM)
        application.answers.append(flood)
        with pytest.raises(OutboundFault, match="too long"):
            await client.post_form(address, FORM)


@pytest.mark.parametrize("answer", [flood, drip(HEAD)], ids=["flood", "drip"])
async def test_a_body_nobody_needs_is_not_waited_for(answer: Answer) -> None:
    async with running() as application, a_client() as client:
        application.answers.append(answer)
        begun = time.monotonic()
        answered = await client.post_form(f"http://127.0.0.1:{application.port}/", FORM, longest=0)
        assert (answered.status, answered.body) == (200, b"")
        assert time.monotonic() - begun < 2


async def test_a_compressed_body_is_not_unfolded() -> None:
    async with running() as application, a_client() as client:
        application.answers.append(status(200, "Content-Encoding: gzip", body=b"\x1f\x8b"))
        answer = await client.post_form(f"http://127.0.0.1:{application.port}/", FORM)
        assert answer.body == b"\x1f\x8b"


@pytest.mark.parametrize(
    "answer",
    [
        reset,
        raw(b""),
        raw(b"nonsense\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nx"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000),
    ],
    ids=["reset", "nothing", "no HTTP", "cut off", "no length", "headers without end"],
)
async def test_what_is_no_answer_is_a_fault(answer: Answer) -> None:
    async with running() as application, a_client() as client:
        application.answers.append(answer)
        with pytest.raises(OutboundFault):
            await client.post_form(f"http://127.0.0.1:{application.port}/", FORM)


async def test_nobody_there_is_a_fault() -> None:
    async with running() as application:
        port = application.port
    async with a_client() as client:
        with pytest.raises(OutboundFault, match="no connection"):
            await client.post_form(f"http://127.0.0.1:{port}/", FORM)
