"""Headers of every answer, and headers of requests that must change nothing."""

import httpx
import pytest

from tests.integration.http.browser import REQUEST, Browser
from tests.integration.http.harness import (
    AUTHORIZE,
    CALLBACK,
    CONSENT,
    DISCOVERY,
    HEALTH,
    JWKS,
    LOGOUT,
    RESUME,
    SIGN_IN,
    SIGN_OUT,
    SIGNED_OUT,
    TOKEN,
    USERINFO,
    WEBFINGER,
    Provider,
)

pytestmark = pytest.mark.anyio

PEOPLE = [AUTHORIZE, CALLBACK, SIGN_IN, CONSENT, RESUME, LOGOUT, SIGN_OUT, SIGNED_OUT]
PATHS = [*PEOPLE, TOKEN, USERINFO, JWKS, *DISCOVERY, WEBFINGER, *HEALTH]
UNKNOWN = ["/", "/nothing", "/oauth", "/oauth/token/x", "/oauth/token;x", "/..%2f..%2fetc/passwd"]
ODD = ["//oauth/token", "/oauth/%74oken", "/oauth/token/", "/%00", "/%ff", "/\u00e9", "/<svg>"]


def assert_guarded(response: httpx.Response, *, https: bool) -> None:
    headers = response.headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    policy = [part.strip() for part in headers["content-security-policy"].split(";")]
    assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy)
    assert ("strict-transport-security" in headers) is https
    assert headers["cache-control"] in {"no-store", "public, max-age=300"}
    assert "server" not in headers


@pytest.mark.parametrize("which", ["provider", "loopback"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "OPTIONS", "BREW"])
async def test_every_answer_is_guarded(
    which: str, method: str, request: pytest.FixtureRequest
) -> None:
    """N-AZ-15, N-X-03: pages, JSON, errors, unknown paths and methods alike."""
    provider: Provider = request.getfixturevalue(which)
    browser = Browser(provider)
    for path in (*PATHS, *UNKNOWN, *ODD):
        response = await browser.http.request(method, path)
        assert response.status_code < 500, path
        assert_guarded(response, https=which == "provider")


@pytest.mark.parametrize("which", ["provider", "loopback"])
async def test_every_step_of_a_sign_in_is_guarded(
    which: str, request: pytest.FixtureRequest
) -> None:
    """N-AZ-15: of a sign-out as well."""
    provider: Provider = request.getfixturevalue(which)
    browser = Browser(provider)
    refused = await browser.authorize(prompt="none")
    away = await browser.authorize()
    back = await browser.sign_in()
    posts_itself = await browser.authorize(response_mode="form_post")
    to_page = await browser.authorize(prompt="login")
    page = await browser.follow(to_page)
    to_consent = await browser.authorize(prompt="consent")
    consent = await browser.follow(to_consent)
    agreed = await browser.press(consent, "Allow")
    posted = await browser.http.post(AUTHORIZE, data=dict(REQUEST))
    exchanged = await browser.exchange(await browser.code())
    told = await browser.userinfo(exchanged.json()["access_token"])

    to_question = await browser.sign_out()
    question = await browser.follow(to_question)
    stayed = await browser.press(question, "Stay signed in")
    held = await browser.http.post(LOGOUT, data={"x": "y"})
    gone = await browser.press(question, "Sign out")
    done = await browser.follow(gone)

    leaving = [to_question, question, stayed, held, gone, done]
    steps = [
        *leaving,
        refused,
        away,
        back,
        posts_itself,
        to_page,
        page,
        to_consent,
        consent,
        agreed,
        posted,
    ]
    for response in (*steps, exchanged, told):
        assert_guarded(response, https=which == "provider")
        assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", [*UNKNOWN, "/%00", "/<svg>"])
async def test_an_unknown_path_is_a_404_in_json(browser: Browser, path: str) -> None:
    """N-X-03: nothing of the path stands in it."""
    response = await browser.http.get(path)

    assert response.status_code == 404
    assert response.headers["content-type"] == "application/json"
    assert response.json().keys() == {"error", "error_description"}
    assert "svg" not in response.text


@pytest.mark.parametrize("path", [CALLBACK, RESUME, JWKS, *DISCOVERY, WEBFINGER, *HEALTH])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_a_method_that_does_not_exist_is_a_405_with_allow(
    browser: Browser, path: str, method: str
) -> None:
    """N-AZ-01."""
    response = await browser.http.request(method, path)

    assert response.status_code == 405
    assert "GET" in response.headers["allow"]


@pytest.mark.parametrize("path", [*DISCOVERY, JWKS, *HEALTH])
async def test_what_a_monitor_reads_answers_head_as_get(browser: Browser, path: str) -> None:
    """RFC 9110 section 9.1; that no body is sent is the server's part."""
    head, get = await browser.http.head(path), await browser.http.get(path)

    assert (head.status_code, get.status_code) == (200, 200)
    assert head.headers == get.headers
    refused = await browser.http.put(path)
    assert "HEAD" in refused.headers["allow"]


@pytest.mark.parametrize("path", [*PEOPLE, USERINFO])
async def test_head_begins_and_ends_no_sign_in(
    browser: Browser, provider: Provider, path: str
) -> None:
    state = await browser.begin()
    before = provider.memory.everything()
    response = await browser.http.head(path, params={**REQUEST, "code": "x", "state": state})

    assert response.status_code == 405
    assert "HEAD" not in response.headers["allow"]
    assert provider.memory.everything() == before
    assert_guarded(response, https=True)


HOSTILE = {
    "Host": "evil.example",
    "Forwarded": "for=1.2.3.4;host=evil.example;proto=http",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Port": "81",
    "X-Forwarded-For": "1.2.3.4",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Uri": "/evil",
    "X_Forwarded_Host": "evil.example",
    "X-Original-URL": "/evil",
    "X-Rewrite-URL": "/evil",
    "X-HTTP-Method-Override": "DELETE",
    "User-Agent": "ELB-HealthChecker/2.0 <svg onload=1>",
    "Accept": "text/html",
    "Accept-Language": "../../evil",
    "Referer": "https://evil.example/",
}


@pytest.mark.parametrize("which", ["provider", "loopback"])
@pytest.mark.parametrize("name", [*HOSTILE, "all of them"])
async def test_no_header_of_a_request_changes_an_address_or_a_token(
    which: str, name: str, request: pytest.FixtureRequest
) -> None:
    """N-DS-01, N-X-01, N-AZ-13 (C-30, C-32)."""
    provider: Provider = request.getfixturevalue(which)
    browser = Browser(provider)
    plain = [(await browser.http.get(path)).content for path in (*DISCOVERY, JWKS)]
    browser.http.headers.update(HOSTILE if name == "all of them" else {name: HOSTILE[name]})

    hostile = [(await browser.http.get(path)).content for path in (*DISCOVERY, JWKS)]
    away, back = await browser.authorize(), await browser.sign_in()
    page = await browser.authorize(client_id="nobody")

    assert hostile == plain
    assert away.headers["location"].startswith("https://discord.test/oauth2/authorize?")
    assert ("Secure" in away.headers["set-cookie"]) is (which == "provider")
    assert (
        f"iss={provider.issuer.replace(':', '%3A').replace('/', '%2F')}" in back.headers["location"]
    )
    for response in (away, back, page):
        assert "evil" not in str(response.headers) + response.text
