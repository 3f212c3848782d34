"""Which scripts may read which answers, from which web origins."""

import httpx
import pytest

from tests.integration.http.browser import EXCHANGE, REQUEST, Browser
from tests.integration.http.harness import (
    AUTHORIZE,
    CALLBACK,
    CLIENT_ID,
    CONSENT,
    DISCOVERY,
    INTROSPECT,
    JWKS,
    LOGOUT,
    OTHER_ID,
    OTHER_SECRET,
    PUBLIC_ID,
    PUBLIC_REDIRECT,
    RESUME,
    REVOKE,
    SECRET,
    SIGN_IN,
    SIGN_OUT,
    SIGNED_OUT,
    TOKEN,
    USERINFO,
)
from tests.integration.http.program import Program

pytestmark = pytest.mark.anyio

OWN, FORUM, SPA = "https://app.example.org", "https://forum.example.org", "https://spa.example.org"
LOOPBACK = "http://127.0.0.1:4711"
OPEN_PATHS = [*DISCOVERY, JWKS, USERINFO]
FOREIGN = [
    "null",
    "https://evil.example",
    "https://app.example.org.evil.example",
    "https://evil-app.example.org",
    "https://evil.app.example.org",
    "https://example.org",
    "https://app.example.org@evil.example",
    "http://app.example.org",
    "https://app.example.org:8443",
    "https://app.example.org:443",
    "https://app.example.org/",
    "https://app.example.org/callback",
    "https://APP.example.org",
    "https://appXexample.org",
    "https://id.example.org",
    "com.example.app:",
    "com.example.app://",
    "*",
    "",
    "\u00e9",
]


def cors(headers: httpx.Headers) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.startswith("access-control-")}


def from_origin(origin: str) -> dict[bytes, bytes]:
    return {b"Origin": origin.encode()}


def preflight(origin: str) -> dict[bytes, bytes]:
    return {
        **from_origin(origin),
        b"Access-Control-Request-Method": b"POST",
        b"Access-Control-Request-Headers": b"authorization,content-type",
    }


@pytest.mark.parametrize("origin", [OWN, FORUM, *FOREIGN])
async def test_no_script_may_read_the_endpoints_for_people(browser: Browser, origin: str) -> None:
    """N-AZ-16: nor that of signing out."""
    headers = from_origin(origin)
    for path in (AUTHORIZE, CALLBACK, SIGN_IN, CONSENT, RESUME, LOGOUT, SIGN_OUT, SIGNED_OUT):
        answers = [
            await browser.http.get(path, params=dict(REQUEST), headers=headers),
            await browser.http.get(path, headers=headers),
            await browser.http.post(path, data=dict(REQUEST), headers=headers),
            await browser.http.options(path, headers=preflight(origin)),
        ]
        assert [cors(answer.headers) for answer in answers] == [{}] * 4


@pytest.mark.parametrize("path", OPEN_PATHS)
@pytest.mark.parametrize("origin", [OWN, "null", "https://evil.example"])
async def test_every_script_may_read_discovery_keys_and_userinfo(
    browser: Browser, path: str, origin: str
) -> None:
    """N-DS-05, N-UI-03: open, and never with credentials."""
    response = await browser.http.get(path, headers={"Origin": origin})

    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in response.headers


async def test_a_script_may_send_its_token_to_userinfo(browser: Browser) -> None:
    """N-UI-03: the preflight allows the Authorization header."""
    asks = {
        "Origin": "https://evil.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
    }
    response = await browser.http.options(USERINFO, headers=asks)

    assert response.is_success
    assert response.headers["access-control-allow-origin"] == "*"
    assert "authorization" in response.headers["access-control-allow-headers"]
    assert "GET" in response.headers["access-control-allow-methods"]


async def test_scripts_of_a_clients_own_origins_may_read_the_token_endpoint(
    browser: Browser,
) -> None:
    """N-TK-20: answers and errors alike, so that a script can tell its person."""
    response = await browser.exchange(await browser.code(), {"Origin": OWN})
    refused = await browser.exchange("x", {"Origin": OWN})

    for answer in (response, refused):
        assert answer.headers["access-control-allow-origin"] == OWN
        assert answer.headers["vary"] == "Origin"
        assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("origin", [SPA, LOOPBACK])
async def test_each_origin_of_a_public_client_may_read(browser: Browser, origin: str) -> None:
    """N-TK-20."""
    public: dict[str, str | None] = {
        "client_id": PUBLIC_ID,
        "redirect_uri": PUBLIC_REDIRECT,
    }
    code = await browser.code(**public)
    response = await browser.exchange(code, {"Origin": origin}, client_secret=None, **public)

    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == origin


@pytest.mark.parametrize("origin", [*FOREIGN, FORUM, SPA])
async def test_no_other_origin_may_read_the_token_endpoint(browser: Browser, origin: str) -> None:
    """N-TK-20: not even another client's."""
    form = {**EXCHANGE, "code": await browser.code()}
    response = await browser.http.post(TOKEN, data=form, headers=from_origin(origin))

    assert response.status_code == 200
    assert cors(response.headers) == {}
    assert response.headers["vary"] == "Origin"


@pytest.mark.parametrize("origin", [OWN, *FOREIGN, FORUM, SPA, LOOPBACK])
async def test_the_revocation_endpoint_is_open_as_the_token_endpoint_is(
    browser: Browser, origin: str
) -> None:
    """N-TK-20, N-RV-01: to scripts of the client's own origins, answers and errors alike."""
    form = {"client_id": CLIENT_ID, "client_secret": SECRET, "token": "x"}
    for changes in ({}, {"token": ""}, {"client_secret": "wrong"}):
        data = {**form, **changes}
        response = await browser.http.post(REVOKE, data=data, headers=from_origin(origin))
        allowed = {"access-control-allow-origin": OWN} if origin == OWN else {}
        assert cors(response.headers) == allowed
        assert response.headers["vary"] == "Origin"


@pytest.mark.parametrize("origin", [OWN, *FOREIGN, FORUM, SPA])
async def test_no_script_may_read_the_introspection_endpoint(browser: Browser, origin: str) -> None:
    """N-IN-01 (C-35): resource servers are no scripts; not even a preflight passes."""
    form = {"client_id": CLIENT_ID, "client_secret": SECRET, "token": "x"}
    answers = [
        await browser.http.post(INTROSPECT, data=form, headers=from_origin(origin)),
        await browser.http.post(INTROSPECT, headers=from_origin(origin)),
        await browser.http.options(INTROSPECT, headers=preflight(origin)),
    ]

    assert [cors(answer.headers) for answer in answers] == [{}] * 3
    assert answers[0].status_code == 200


async def test_a_script_of_a_public_client_may_refresh_and_revoke(program: Program) -> None:
    """N-TK-20: with nothing but its token and its id."""
    public = Program(provider=program.provider, client_id=PUBLIC_ID)
    held = await public.begin()
    headers = {"Origin": SPA}
    grant = {"grant_type": "refresh_token", "refresh_token": held.refresh_token}
    refreshed = await public.post(TOKEN, headers, **grant)
    token = refreshed.json()["refresh_token"]
    revoked = await public.post(REVOKE, headers, token=token)

    for response in (refreshed, revoked):
        assert response.status_code == 200
        assert response.headers["access-control-allow-origin"] == SPA
        assert "access-control-allow-credentials" not in response.headers


async def test_a_client_does_not_open_the_endpoint_for_anothers_origin(browser: Browser) -> None:
    """N-TK-20."""
    other = {"client_id": OTHER_ID, "client_secret": OTHER_SECRET}
    response = await browser.exchange("x", {"Origin": OWN}, **other)
    unknown = await browser.exchange("x", {"Origin": OWN}, client_id="nobody")

    assert cors(response.headers) == cors(unknown.headers) == {}


async def test_two_origins_are_none(browser: Browser) -> None:
    """N-TK-20."""
    form = {**EXCHANGE, "code": await browser.code()}
    headers = [("Origin", OWN), ("Origin", OWN)]
    response = await browser.http.post(TOKEN, data=form, headers=headers)

    assert cors(response.headers) == {}


@pytest.mark.parametrize("path", [TOKEN, REVOKE])
@pytest.mark.parametrize("origin", [OWN, FORUM, SPA, LOOPBACK])
async def test_a_preflight_from_a_registered_origin_is_allowed(
    browser: Browser, origin: str, path: str
) -> None:
    """N-TK-20."""
    response = await browser.http.options(path, headers=preflight(origin))

    assert response.is_success
    assert response.headers["access-control-allow-origin"] == origin
    assert "POST" in response.headers["access-control-allow-methods"]
    allowed = response.headers["access-control-allow-headers"]
    assert set(allowed.split(", ")) == {"authorization", "content-type"}
    assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize("origin", FOREIGN)
async def test_a_preflight_from_anywhere_else_is_not(browser: Browser, origin: str) -> None:
    """N-TK-20."""
    for path in (TOKEN, REVOKE):
        response = await browser.http.options(path, headers=preflight(origin))
        assert cors(response.headers) == {}


async def test_without_an_origin_nothing_is_said(browser: Browser) -> None:
    """N-TK-20."""
    response = await browser.exchange(await browser.code(client_id=CLIENT_ID))

    assert cors(response.headers) == {}
