"""Bytes that are no request: the answer is a clean refusal or a closed connection."""

from collections.abc import Iterator

import pytest

from tests.e2e.provider import Provider
from tests.e2e.sockets import connected, exchange, status_in

TOKEN = b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
LONG = b"x" * 70_000

NOT_REQUESTS: dict[str, bytes] = {
    "path of 70 kB": b"GET /" + LONG + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "query of 70 kB": b"GET /oauth/authorize?state="
    + LONG
    + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "header of 1 MB": b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: "
    + LONG * 15
    + b"\r\n\r\n",
    "length and chunks": TOKEN
    + FORM
    + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\n\r\n",
    "chunks and length": TOKEN
    + FORM
    + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\n\r\n",
    "two lengths": TOKEN + FORM + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\na=bc",
    "a length below zero": TOKEN + FORM + b"Content-Length: -1\r\n\r\n",
    "a broken chunk": TOKEN + FORM + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
    "a folded header": TOKEN + b"X: a\r\n b\r\n" + FORM + b"Content-Length: 0\r\n\r\n",
    "a space before the colon": TOKEN + b"Content-Length : 3\r\n\r\nabc",
    "a zero byte in a header": TOKEN + b"X: a\x00b\r\n\r\n",
    "a bare line feed in the request line": b"GET /\n/jwks.json HTTP/1.1\r\nHost: x\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)) * 2,
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00" * 64,
    "every byte": bytes(range(256)) * 16,
    "no HTTP": b"GET\r\n\r\n",
    "a method nobody knows": b"BREW / HTTP/1.1\r\nHost: x\r\n\r\n",
    "HTTP/9.9": b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
    "CONNECT": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "a websocket": b"GET /userinfo HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket"
    b"\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
}


@pytest.fixture(autouse=True)
def lives_on(provider: Provider) -> Iterator[None]:
    """After each test the server still answers, and has logged nothing but JSON."""
    yield
    assert provider.status_of("/health/ready") == 200
    assert provider.complaints == ""
    assert provider.log()


@pytest.mark.parametrize("raw", NOT_REQUESTS.values(), ids=NOT_REQUESTS.keys())
def test_what_is_no_request_is_refused_or_cut_off(provider: Provider, raw: bytes) -> None:
    answer = exchange(provider, raw, half_close=True)

    status = status_in(answer)
    assert status is None or 400 <= status < 500
    assert answer.count(b"HTTP/1.1 ") <= 1
    assert b"Traceback" not in answer


def test_a_body_over_64_kib_is_refused_whether_or_not_its_length_is_told(
    provider: Provider,
) -> None:
    body = b"a=" + LONG
    length = f"Content-Length: {len(body)}\r\n\r\n".encode()
    chunked = b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)

    for rest in (length + body, chunked):
        answer = exchange(provider, TOKEN + FORM + rest)
        assert status_in(answer) in {400, 413}
        assert b"invalid_request" in answer


@pytest.mark.parametrize(
    "path",
    [
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server",
        "/jwks.json",
        "/health/live",
        "/health/ready",
    ],
)
def test_head_is_answered_as_get_is_but_for_the_body(provider: Provider, path: str) -> None:
    rest = f"{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
    told, _, nothing = exchange(provider, b"HEAD " + rest).partition(b"\r\n\r\n")
    headers, _, body = exchange(provider, b"GET " + rest).partition(b"\r\n\r\n")

    assert status_in(told) == status_in(headers) == 200
    assert nothing == b""
    assert f"content-length: {len(body)}".encode() in told.lower()


def test_whoever_leaves_in_the_middle_leaves_nothing_behind(provider: Provider) -> None:
    for head in (b"", b"GET / HT", TOKEN, TOKEN + FORM + b"Content-Length: 99\r\n\r\ngrant"):
        for _ in range(20):
            with connected(provider) as connection:
                connection.sendall(head)


def test_requests_sent_in_one_go_are_answered_one_by_one(provider: Provider) -> None:
    live = b"GET /health/live HTTP/1.1\r\nHost: x\r\n"

    answer = exchange(provider, (live + b"\r\n") * 9 + live + b"Connection: close\r\n\r\n")

    assert answer.count(b"HTTP/1.1 200 OK") == 10
