"""Headers by which somebody tries to make the provider believe it is elsewhere."""

import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.e2e.browser import Browser, location_of
from tests.e2e.http import http_client
from tests.e2e.provider import Provider
from tests.e2e.relying_party import relying_party
from tests.e2e.sockets import exchange, status_in

pytestmark = pytest.mark.anyio

EVIL = "evil.example"
HOSTILE: dict[str, list[tuple[str, str]]] = {
    "Host": [("Host", EVIL)],
    "X-Forwarded-Host": [("X-Forwarded-Host", EVIL), ("X-Forwarded-Proto", "https")],
    "X-Forwarded-Prefix": [("X-Forwarded-Prefix", f"/{EVIL}"), ("X-Script-Name", f"/{EVIL}")],
    "Forwarded": [("Forwarded", f"for=192.0.2.1;host={EVIL};proto=https")],
    "rewriting": [("X-Original-URL", f"/{EVIL}"), ("X-Rewrite-URL", f"/{EVIL}")],
    "client address": [("X-Forwarded-For", "192.0.2.1"), ("X-Real-IP", "192.0.2.1")],
}
PATHS = [
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
    "/jwks.json",
    "/health/live",
    "/oauth/authorize",
    "/auth/discord/callback",
    "/oauth/token",
    "/userinfo",
    f"/nowhere/{'x' * 8}",
    "/oauth/authorize/",
]


def shape(response: httpx.Response) -> tuple[int, str, dict[str, str]]:
    """Give what must not change: everything but the time and the reference of a page."""
    headers = {name: value for name, value in response.headers.items() if name != "date"}
    return response.status_code, re.sub(r"<code>.*?</code>", "", response.text), headers


@pytest.mark.parametrize("headers", HOSTILE.values(), ids=HOSTILE.keys())
async def test_no_endpoint_answers_differently(
    provider: Provider, headers: list[tuple[str, str]]
) -> None:
    async with http_client(provider.issuer) as http:
        for path in PATHS:
            honest, hostile = await http.get(path), await http.get(path, headers=headers)
            assert shape(hostile) == shape(honest), path
            assert EVIL not in f"{hostile.headers} {hostile.text}"


@pytest.mark.parametrize("headers", HOSTILE.values(), ids=HOSTILE.keys())
async def test_a_sign_in_goes_where_it_would_have_gone(
    provider: Provider, browser: Browser, headers: list[tuple[str, str]]
) -> None:
    browser.http.headers.update(headers)
    async with relying_party(provider.issuer) as application:
        response = await browser.http.get(application.begin().url)

    sent_to = urlsplit(location_of(response))
    assert parse_qs(sent_to.query)["redirect_uri"] == [f"{provider.issuer}/auth/discord/callback"]
    assert EVIL not in location_of(response)
    assert "secure" not in response.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "request_head",
    [
        f"GET http://{EVIL}/.well-known/openid-configuration HTTP/1.1\r\nHost: {EVIL}\r\n",
        f"GET /.well-known/openid-configuration HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: {EVIL}\r\n",
        "GET /.well-known/openid-configuration HTTP/1.0\r\n",
        f"GET //{EVIL}/.well-known/openid-configuration HTTP/1.1\r\nHost: {EVIL}\r\n",
    ],
    ids=["absolute target", "two Hosts", "no Host", "target that looks like a host"],
)
async def test_a_request_no_client_sends_names_our_issuer_or_is_refused(
    provider: Provider, request_head: str
) -> None:
    answer = exchange(provider, f"{request_head}Connection: close\r\n\r\n".encode())

    assert EVIL.encode() not in answer
    assert status_in(answer) in {200, 400, 404}
    if status_in(answer) == 200:
        assert f'"issuer":"{provider.issuer}"'.encode() in answer
