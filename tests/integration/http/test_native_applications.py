"""Programs on the person's device: any port of theirs, and schemes of their own (RFC 8252)."""

import json

import pytest

from tests.integration.http.answers import (
    assert_error_redirect,
    assert_oauth_error,
    assert_page,
    posted_answer,
)
from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    LOOPBACK_REDIRECT,
    NATIVE_ID,
    PUBLIC_ID,
    SECRET,
    Provider,
    provider_of,
    settings_for,
)

pytestmark = pytest.mark.anyio

# Registered is http://127.0.0.1:4711/cb.
ELSEWHERE = "http://127.0.0.1:49152/cb"
IMMICH = "app.immich:///oauth-callback"
CLIENTS = {
    "immich": {"token_endpoint_auth_method": "none", "redirect_uris": [IMMICH]},
    "confidential": {"client_secret": SECRET, "redirect_uris": [LOOPBACK_REDIRECT]},
    "six": {
        "token_endpoint_auth_method": "none",
        "redirect_uris": ["http://[::1]/cb?tenant=7", "http://localhost:4711/cb"],
    },
}


@pytest.fixture
def native(key_file: str) -> Browser:
    """Give a browser where these are registered; of them nobody is asked."""
    entries = {name: {**entry, "consent": "never"} for name, entry in CLIENTS.items()}
    return Browser(provider_of(settings_for(key_file, OAUTH_CLIENTS=json.dumps(entries))))


@pytest.mark.parametrize("uri", [ELSEWHERE, "http://127.0.0.1/cb", LOOPBACK_REDIRECT])
async def test_a_program_gets_its_code_at_the_port_it_listens_on(
    browser: Browser, uri: str
) -> None:
    """N-AZ-04: after a trip, and from the session."""
    public = {"client_id": PUBLIC_ID, "redirect_uri": uri}
    for response in (await browser.sign_in(**public), await browser.authorize(**public)):
        assert response.headers["location"].startswith(f"{uri}?code=")
        code = await browser.code(**public)
        assert (await browser.exchange(code, client_secret=None, **public)).status_code == 200


async def test_so_it_does_by_version_6_where_the_query_stays(native: Browser) -> None:
    """N-AZ-04."""
    uri = "http://[::1]:49152/cb?tenant=7"
    response = await native.sign_in(client_id="six", redirect_uri=uri)

    assert response.headers["location"].startswith(f"{uri}&code=")


@pytest.mark.parametrize("other", [LOOPBACK_REDIRECT, "http://127.0.0.1:49153/cb", None])
async def test_the_token_request_repeats_the_port_of_the_authorization_request(
    browser: Browser, other: str | None
) -> None:
    """N-TK-13: another program on the device, at a port of its own, gets nothing by it."""
    asked = {"client_id": PUBLIC_ID, "redirect_uri": ELSEWHERE}
    code = await browser.code(**asked)
    changes = {**asked, "client_secret": None, "redirect_uri": other}

    assert_oauth_error(await browser.exchange(code, **changes), 400, "invalid_grant")
    assert (await browser.exchange(code, client_secret=None, **asked)).status_code == 200


async def test_an_error_goes_to_the_port_too(browser: Browser) -> None:
    """N-AZ-04."""
    asked = {"client_id": PUBLIC_ID, "redirect_uri": ELSEWHERE, "prompt": "none"}
    assert_error_redirect(await browser.authorize(**asked), "login_required", to=f"{ELSEWHERE}?")


async def test_a_code_may_be_posted_to_the_port(browser: Browser) -> None:
    """N-AZ-22."""
    asked = {"client_id": PUBLIC_ID, "redirect_uri": ELSEWHERE, "response_mode": "form_post"}
    response = await browser.sign_in(**asked)

    assert "code" in posted_answer(response, to=ELSEWHERE)
    assert "form-action 'self' http: https:" in response.headers["content-security-policy"]


async def test_the_page_that_asks_lets_its_form_lead_to_the_port(browser: Browser) -> None:
    """N-AZ-28: and whoever agreed at one port is asked again at the next."""
    for port in (49152, 49153):
        uri = f"http://127.0.0.1:{port}/cb"
        page = await browser.asked(client_id=NATIVE_ID, redirect_uri=uri)
        assert "form-action 'self' http: https:" in page.headers["content-security-policy"]
        answer = await browser.press(page, "Allow")
        assert answer.headers["location"].startswith(f"{uri}?code=")


@pytest.mark.parametrize(
    ("client_id", "uri"),
    [
        ("confidential", ELSEWHERE),
        ("confidential", "http://127.0.0.1/cb"),
        ("six", "http://localhost:49152/cb"),
        ("six", "http://localhost/cb"),
        ("six", "http://127.0.0.1:4711/cb"),
        ("six", "http://[::1]:49152/cb"),
    ],
)
async def test_neither_names_nor_clients_with_a_secret_have_a_free_port(
    native: Browser, client_id: str, uri: str
) -> None:
    """N-AZ-04: a name may lead elsewhere, and a server knows its port."""
    assert_page(await native.authorize(client_id=client_id, redirect_uri=uri))


ATTACKS = [
    "http://127.0.0.1:49152@evil.example/cb",
    "http://127.0.0.1:49152\\@evil.example/cb",
    "http://127.0.0.1\\@evil.example:49152/cb",
    "http://127.0.0.1.evil.example/cb",
    "http://127.0.0.1.evil.example:49152/cb",
    "http://127.0.0.1:49152.evil.example/cb",
    "http://127%2e0.0.1:49152/cb",
    "http://127.0.0.1%2eevil.example:49152/cb",
    "http://evil.example/@127.0.0.1:49152/cb",
    "http://127.0.0.1:/cb",
    "http://127.0.0.1:0/cb",
    "http://127.0.0.1:049152/cb",
    "http://127.0.0.1:65536/cb",
    "http://127.0.0.1:49152a/cb",
    "http://127.0.0.1:\uff14/cb",
    "http://127.0.0.1:49152/cb#x",
    "http://127.0.0.1:49152/cb?x=1",
    "http://127.0.0.1:49152/cb\n",
    "http://127.0.0.1:49152/cb\r\nX-Evil: 1",
    "http://127.0.0.1:49152/%63b",
    "http://127.0.0.1:49152/../cb",
    "HTTP://127.0.0.1:49152/cb",
    "https://127.0.0.1:49152/cb",
]


@pytest.mark.parametrize("uri", ATTACKS)
async def test_nothing_but_the_port_is_free(browser: Browser, provider: Provider, uri: str) -> None:
    """N-AZ-04 (C-10, C-11, C-12, C-13)."""
    asked = {"client_id": PUBLIC_ID, "redirect_uri": uri}
    for changes in ({}, {"prompt": "none"}, {"response_mode": "form_post"}):
        assert_page(await browser.authorize(**asked, **changes))

    assert provider.upstream.sent == []
    assert provider.memory.everything() == ""


async def test_a_private_scheme_with_three_slashes_comes_back_byte_for_byte(
    native: Browser,
) -> None:
    """N-AZ-04: as the application of Immich registers it."""
    asked = {"client_id": "immich", "redirect_uri": IMMICH}
    response = await native.sign_in(**asked)
    assert response.headers["location"].startswith(f"{IMMICH}?code=")
    code = await native.code(**asked)
    assert (await native.exchange(code, client_secret=None, **asked)).status_code == 200

    for other in ("app.immich:/oauth-callback", "app.immich://oauth-callback", IMMICH + "/"):
        assert_page(await native.authorize(client_id="immich", redirect_uri=other))
