"""A look at an address is bounded, follows nothing, and tells what an operator has to know."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.probe.http_probe import HttpxProbe, trusting
from application.ports.http_probe import ProbeFault
from tests.conformance.certificates import make_tls_files
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

pytestmark = pytest.mark.anyio

DATE = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def a_probe(ca_file: str | None = None) -> HttpxProbe:
    """Give one that does not wait for long."""
    return HttpxProbe(trust=trusting(ca_file), user_agent="Tests", deadline=0.5)


@pytest.mark.parametrize(
    ("header", "date"),
    [
        ("Date: Tue, 24 Nov 2026 12:00:00 GMT", DATE),
        ("Date: Tue, 24 Nov 2026 12:00:00 -0000", DATE),
        ("Date: yesterday", None),
        (f"Date: Tue, 24 Nov {'9' * 20} 12:00:00 GMT", None),
        ("X-Date: none", None),
    ],
)
async def test_status_body_and_date_are_told(header: str, date: datetime | None) -> None:
    async with running() as application:
        application.then = status(404, header, body=b"no")
        fetched = await a_probe().get(f"http://127.0.0.1:{application.port}/a")
    assert (fetched.status, fetched.body, fetched.date) == (404, b"no", date)
    assert fetched.certificate_ends is None


async def test_a_redirect_is_told_and_not_followed() -> None:
    async with running() as application:
        application.then = status(302, f"Location: http://127.0.0.1:{application.port}/b")
        fetched = await a_probe().get(f"http://127.0.0.1:{application.port}/a")
        assert len(application.requests) == 1
    assert fetched.status == 302


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (hang, "no answer in time"),
        (drip(b"HTTP/1.1 200 OK\r\n\r\n"), "no answer in time"),
        (flood, "the answer is too long"),
        (reset, "no connection"),
        (raw(b"SSH-2.0-OpenSSH\r\n"), "no connection"),
    ],
)
async def test_what_is_no_answer_ends_in_time_and_says_why(answer: Answer, why: str) -> None:
    async with running() as application:
        application.then = answer
        with pytest.raises(ProbeFault, match=why):
            await a_probe().get(f"http://127.0.0.1:{application.port}/")


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://[::1/", "http://no.such.invalid/"])
async def test_an_address_where_nobody_is_gives_no_connection(url: str) -> None:
    with pytest.raises(ProbeFault, match=r"no connection|no answer in time"):
        await a_probe().get(url)


async def test_the_end_of_a_trusted_certificate_is_told(tmp_path: Path) -> None:
    tls = make_tls_files(tmp_path)
    async with running(tls) as application:
        probe = a_probe(str(tls.authority))
        fetched = await probe.get(f"https://127.0.0.1:{application.port}/")
    assert fetched.certificate_ends is not None
    assert timedelta() < fetched.certificate_ends - datetime.now(UTC) <= timedelta(days=1)


async def test_a_certificate_that_is_refused_is_told_from_no_tls_at_all(tmp_path: Path) -> None:
    async with running(make_tls_files(tmp_path)) as application:
        with pytest.raises(ProbeFault, match="TLS: ") as caught:
            await a_probe().get(f"https://127.0.0.1:{application.port}/")
        assert caught.value.of_certificate
    async with await asyncio.start_server(_plainly, "127.0.0.1", 0) as plain:
        port = plain.sockets[0].getsockname()[1]
        with pytest.raises(ProbeFault, match="TLS: no agreement") as caught:
            await a_probe().get(f"https://127.0.0.1:{port}/")
    assert not caught.value.of_certificate


async def _plainly(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer as a web server does to whom TLS is no request."""
    writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    await writer.drain()
    writer.close()


async def test_a_certificate_of_another_host_is_named(tmp_path: Path) -> None:
    tls = make_tls_files(tmp_path, names=("other.yourclub.org",))
    async with running(tls) as application:
        probe = a_probe(str(tls.authority))
        with pytest.raises(ProbeFault, match=r"not valid for '127\.0\.0\.1'"):
            await probe.get(f"https://127.0.0.1:{application.port}/")
