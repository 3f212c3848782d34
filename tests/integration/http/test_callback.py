"""What Discord's answer may hold, and what it must not."""

from urllib.parse import urlencode

import pytest

from tests.integration.http.answers import assert_error_redirect, assert_page
from tests.integration.http.browser import Browser
from tests.integration.http.harness import CALLBACK, REDIRECT, Provider

pytestmark = pytest.mark.anyio


async def test_the_issuer_of_discord_may_be_named(browser: Browser) -> None:
    """N-AZ-24 (RFC 9207 section 2.4)."""
    response = await browser.come_back(await browser.begin(), iss="https://discord.test")

    assert response.headers["location"].startswith(REDIRECT + "?code=")


WRONG_ISSUERS = [
    "https://discord.com",
    "https://discord.test/",
    "https://DISCORD.test",
    "http://discord.test",
    "https://discord.test.evil.example",
    "https://id.example.org",
    "x",
]


@pytest.mark.parametrize("issuer", WRONG_ISSUERS)
async def test_the_answer_of_another_issuer_is_refused_and_nothing_is_used_up(
    browser: Browser, provider: Provider, issuer: str
) -> None:
    """N-AZ-24 (RFC 9207 section 2.4)."""
    state = await browser.begin()

    assert_page(await browser.come_back(state, iss=issuer))
    assert_page(await browser.come_back(state, iss=issuer, error="access_denied"))

    assert provider.upstream.codes == []
    assert (await browser.come_back(state)).status_code == 303


async def test_an_answer_without_code_or_error_is_a_page_and_uses_nothing_up(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-24."""
    state = await browser.begin()
    for parameters in ({"state": state}, {"state": state, "code": "", "error": ""}):
        assert_page(await browser.http.get(CALLBACK, params=parameters))

    assert provider.upstream.codes == []
    assert (await browser.come_back(state)).status_code == 303


async def test_an_error_beats_a_code(browser: Browser, provider: Provider) -> None:
    """N-AZ-24."""
    response = await browser.come_back(await browser.begin(), error="access_denied")

    assert_error_redirect(response, "access_denied")
    assert provider.upstream.codes == []


@pytest.mark.parametrize("name", ["code", "state", "iss", "error"])
async def test_a_repeated_parameter_is_refused_and_nothing_is_used_up(
    browser: Browser, provider: Provider, name: str
) -> None:
    """N-AZ-06."""
    state = await browser.begin()
    answer = {"code": "x", "state": state, "iss": "https://discord.test", "error": "access_denied"}
    repeated = urlencode([*answer.items(), (name, answer[name])])

    assert_page(await browser.http.get(f"{CALLBACK}?{repeated}"))
    assert provider.upstream.codes == []
    assert (await browser.come_back(state)).status_code == 303


async def test_an_endless_code_is_not_sent_to_discord(browser: Browser, provider: Provider) -> None:
    """N-AZ-24."""
    response = await browser.come_back(await browser.begin(), code="a" * 2049)

    assert_error_redirect(response, "server_error")
    assert provider.upstream.codes == []


@pytest.mark.parametrize("code", ["a b+c", "%41&x=y", "\u00e9\0", "<svg>", "a" * 2048])
async def test_a_code_reaches_discord_unchanged(
    browser: Browser, provider: Provider, code: str
) -> None:
    """N-AZ-24."""
    await browser.come_back(await browser.begin(), code=code)

    assert provider.upstream.codes == [code]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "BREW"])
async def test_get_is_the_only_method(browser: Browser, method: str) -> None:
    """N-AZ-01."""
    response = await browser.http.request(method, CALLBACK)

    assert response.status_code == 405
    assert "GET" in response.headers["allow"]
