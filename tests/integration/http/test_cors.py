"""Which scripts may read which answers, from which web origins."""

import pytest

from tests.integration.http.browser import EXCHANGE, REQUEST, Browser
from tests.integration.http.harness import (
    AUTHORIZE,
    CALLBACK,
    CLIENT_ID,
    CONSENT,
    DISCOVERY,
    JWKS,
    LOGOUT,
    OTHER_ID,
    OTHER_SECRET,
    PUBLIC_ID,
    PUBLIC_REDIRECT,
    RESUME,
    REVOKE,
    SIGN_IN,
    SIGN_OUT,
    SIGNED_OUT,
    TOKEN,
    USERINFO,
)
from tests.integration.http.origins import (
    FOREIGN,
    FORUM,
    LOOPBACK,
    OWN,
    SPA,
    cors,
    from_origin,
    preflight,
)

pytestmark = pytest.mark.anyio

OPEN_PATHS = [*DISCOVERY, JWKS, USERINFO]


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
