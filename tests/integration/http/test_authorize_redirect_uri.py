"""Nothing is ever redirected to an address that is not registered, letter for letter."""

import time
from urllib.parse import urlencode

import pytest

from tests.integration.http.answers import assert_page
from tests.integration.http.browser import REQUEST, Browser, changed
from tests.integration.http.harness import (
    LOOPBACK_REDIRECT,
    NATIVE_REDIRECT,
    OTHER_ID,
    OTHER_REDIRECT,
    PUBLIC_ID,
    REDIRECT,
    REDIRECT_WITH_QUERY,
    Provider,
    query_of,
)

pytestmark = pytest.mark.anyio

VECTORS = {
    "prefix": "https://app.example.org/call",
    "suffix": REDIRECT + "2",
    "deeper path": REDIRECT + "/deeper",
    "path traversal": REDIRECT + "/../evil",
    "traversal back to itself": "https://app.example.org/x/../callback",
    "encoded traversal": "https://app.example.org/x/%2e%2e/callback",
    "double encoding": "https://app.example.org/x/%252e%252e/callback",
    "dot-dot-semicolon": "https://app.example.org/x/..;/callback",
    "matrix parameter": REDIRECT + ";x=1",
    "userinfo": "https://app.example.org@evil.example/callback",
    "userinfo before the right host": "https://evil@app.example.org/callback",
    "backslash userinfo": "https://evil.example\\@app.example.org/callback",
    "upper-case scheme": "HTTPS://app.example.org/callback",
    "upper-case host": "https://APP.example.org/callback",
    "upper-case path": "https://app.example.org/Callback",
    "encoded letter": "https://app.example.org/%63allback",
    "encoded slash": "https://app.example.org%2fcallback",
    "trailing slash": REDIRECT + "/",
    "trailing question mark": REDIRECT + "?",
    "query added": REDIRECT + "?x=1",
    "query changed": REDIRECT_WITH_QUERY.replace("7", "8"),
    "query in another order": REDIRECT + "?lang=de&tenant=7",
    "query extended": REDIRECT_WITH_QUERY + "&x=1",
    "fragment": REDIRECT + "#",
    "fragment with a name": REDIRECT + "#code",
    "dot that is any letter": "https://appXexample.org/callback",
    "sub-domain": "https://evil.app.example.org/callback",
    "longer domain": "https://app.example.org.evil.example/callback",
    "explicit port": "https://app.example.org:443/callback",
    "other port": "https://app.example.org:8443/callback",
    "other scheme": "http://app.example.org/callback",
    "no scheme": "//app.example.org/callback",
    "relative": "/callback",
    "javascript": "javascript:alert(1)",
    "data": "data:text/html,x",
    "leading space": " " + REDIRECT,
    "trailing newline": REDIRECT + "\n",
    "tab inside": "https://app.example.org/call\tback",
    "NUL": REDIRECT + "\0",
    "response splitting": REDIRECT + "\r\nX-Evil: 1",
    "full-width dot": "https://app\uff0eexample.org/callback",
    "wildcard": "https://*.example.org/callback",
    "another client's": OTHER_REDIRECT,
    "native client's": NATIVE_REDIRECT,
    "IPv6 garbage": "https://[::1]:[::1]:[/callback",
    "IPv6 open bracket": "https://[" + ":" * 500,
    "60 KB": REDIRECT + "?" + "a" * 60_000,
    "50 KB of IPv6": "http://[" + "0:" * 12_000 + "]/",
    "empty": "",
}


@pytest.mark.parametrize("uri", VECTORS.values(), ids=VECTORS.keys())
async def test_an_unregistered_redirect_uri_ends_in_a_page_and_never_reaches_discord(
    browser: Browser, provider: Provider, uri: str
) -> None:
    """N-AZ-03, N-AZ-04."""
    started = time.perf_counter()
    assert_page(await browser.authorize(redirect_uri=uri))
    assert_page(await browser.authorize(redirect_uri=uri, prompt="none", response_type="token"))
    assert_page(await browser.authorize(redirect_uri=uri, response_mode="form_post"))
    posted = changed(REQUEST, {"redirect_uri": uri})
    answer = await browser.http.post("/oauth/authorize", data=posted)
    # A short one is first sent on to our own address, whatever stands in it.
    assert_page(await browser.follow(answer) if answer.has_redirect_location else answer)

    assert provider.upstream.sent == []
    assert provider.memory.everything() == ""
    # A few requests: a parser that backtracks would take minutes.
    assert time.perf_counter() - started < 5


LOOPBACK_VECTORS = [
    "http://127.0.0.1:4711@evil.example/cb",
    "http://127.0.0.1:4711/cb/",
    "http://localhost:4711/cb",
    "http://[::1]:4711/cb",
    "https://127.0.0.1:4711/cb",
    "http://127.1:4711/cb",
    "http://2130706433:4711/cb",
    "com.example.app:/cb2",
    "COM.example.app:/cb",
    "com.example.app://cb",
]


@pytest.mark.parametrize("uri", LOOPBACK_VECTORS)
async def test_loopback_and_private_redirect_uris_are_compared_as_strictly(
    browser: Browser, provider: Provider, uri: str
) -> None:
    """N-AZ-04: nothing but the port of a program on the device is free."""
    assert_page(await browser.authorize(client_id=PUBLIC_ID, redirect_uri=uri))

    assert provider.upstream.sent == []


@pytest.mark.parametrize("uri", [NATIVE_REDIRECT, LOOPBACK_REDIRECT])
async def test_registered_loopback_and_private_redirect_uris_work(
    browser: Browser, uri: str
) -> None:
    """N-AZ-04."""
    response = await browser.sign_in(client_id=PUBLIC_ID, redirect_uri=uri)

    assert response.headers["location"].startswith(f"{uri}?code=")


@pytest.mark.parametrize(
    "client_id", [None, "", "nobody", "DASHBOARD", "dashboard ", "dash\0board"]
)
async def test_an_unknown_or_missing_client_ends_in_a_page(
    browser: Browser, provider: Provider, client_id: str | None
) -> None:
    """N-AZ-02."""
    assert_page(await browser.authorize(client_id=client_id))
    assert_page(await browser.authorize(client_id=client_id, redirect_uri="https://evil.example/"))

    assert provider.upstream.sent == []


async def test_a_missing_redirect_uri_is_not_guessed_from_the_registration(
    browser: Browser,
) -> None:
    """N-AZ-03."""
    assert_page(await browser.authorize(client_id=OTHER_ID, redirect_uri=None))


@pytest.mark.parametrize("name", ["client_id", "redirect_uri"])
async def test_a_repeated_client_or_redirect_uri_ends_in_a_page(
    browser: Browser, provider: Provider, name: str
) -> None:
    """N-AZ-03, N-AZ-06."""
    pairs = [*REQUEST.items(), (name, REQUEST[name])]
    assert_page(await browser.http.get("/oauth/authorize", params=urlencode(pairs)))

    assert provider.upstream.sent == []


async def test_the_query_of_a_registered_redirect_uri_is_kept(browser: Browser) -> None:
    """N-AZ-03: a registered query is part of the string, and stays (A0)."""
    response = await browser.sign_in(redirect_uri=REDIRECT_WITH_QUERY)

    location = response.headers["location"]
    assert location.startswith(REDIRECT_WITH_QUERY + "&code=")
    assert query_of(location).keys() == {"tenant", "lang", "code", "state", "iss"}


async def test_parameters_of_the_request_that_come_again_at_the_callback_are_ignored(
    browser: Browser,
) -> None:
    """N-AZ-24: the stored request wins (C-15, C-25)."""
    state = await browser.begin()
    response = await browser.come_back(
        state,
        redirect_uri="https://evil.example/",
        client_id=OTHER_ID,
        response_type="token",
        scope="openid",
    )

    assert response.headers["location"].startswith(REDIRECT + "?code=")
