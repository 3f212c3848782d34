"""Pages: text stays text, and nothing is loaded from anywhere."""

import re
from urllib.parse import quote

import httpx
import pytest
from structlog.typing import EventDict

from tests import builders
from tests.integration.http.answers import assert_page
from tests.integration.http.browser import EXCHANGE, REQUEST, Browser
from tests.integration.http.harness import (
    AUTHORIZE,
    CALLBACK,
    LOGOUT,
    SIGN_OUT,
    SIGNED_OUT,
    TOKEN,
    USERINFO,
    Provider,
)

pytestmark = pytest.mark.anyio

MARKUP = [
    '"><svg onload=1>',
    "'><script>alert(1)</script>",
    "</title><b>",
    "{{9999*9999}}",
    "%3Csvg%3E",
]
PARAMETERS = sorted({*REQUEST, "prompt", "max_age", "request_uri", "error", "iss", "code", "x"})


def assert_harmless(response: httpx.Response, markup: str) -> None:
    assert markup not in response.text
    assert not re.search(r"<(svg|script|b)\b|on(load|error)=|99980001", response.text)
    assert "svg" not in str([v for n, v in response.headers.items() if n != "location"])


@pytest.mark.parametrize("markup", MARKUP)
@pytest.mark.parametrize("name", PARAMETERS)
async def test_markup_in_a_parameter_never_stands_in_an_answer(
    browser: Browser, name: str, markup: str
) -> None:
    """N-X-03, N-TK-18 (C-19)."""
    broken = {**REQUEST, "client_id": "nobody", name: markup}
    answers = [
        await browser.http.get(AUTHORIZE, params={**REQUEST, name: markup}),
        await browser.http.get(AUTHORIZE, params=broken),
        await browser.http.get(AUTHORIZE, params={markup: name}),
        await browser.http.get(CALLBACK, params={"state": "x", "code": "x", name: markup}),
        await browser.http.post(TOKEN, data={**EXCHANGE, "code": "x", name: markup}),
        await browser.http.post(TOKEN, data={markup: name}),
        await browser.http.post(USERINFO, data={"access_token": markup, name: "x"}),
        await browser.http.get("/" + quote(markup, safe="")),
        await browser.http.get(LOGOUT, params={"client_id": "dashboard", name: markup}),
        await browser.http.post(LOGOUT, data={name: markup}),
        await browser.http.get(SIGN_OUT, params={"logout": markup, name: "x"}),
        await browser.http.get(SIGNED_OUT, params={name: markup}),
    ]

    for answer in answers:
        assert_harmless(answer, markup)


async def test_a_page_loads_nothing_and_runs_nothing(browser: Browser, provider: Provider) -> None:
    """N-X-03: one style sheet inside, allowed by its hash; no script, image, font or frame."""
    error = await browser.authorize(client_id="nobody")
    provider.upstream.answer = builders.an_identity(membership=None)
    outsider = await browser.sign_in()

    assert_page(error)
    assert_page(outsider, 403)
    for page in (error, outsider):
        assert not re.search(r"<(script|img|link|iframe|object|form|base)\b|src=|url\(", page.text)
        assert "unsafe" not in page.headers["content-security-policy"]
        assert "style-src 'sha256-" in page.headers["content-security-policy"]


async def test_a_page_leads_to_its_log_line_by_a_reference(
    browser: Browser, logs: list[EventDict]
) -> None:
    """N-AZ-02: what was wrong stands in the log alone."""
    page = await browser.authorize(client_id="nobody")

    (entry,) = [entry for entry in logs if entry["event"] == "page_shown"]
    assert f"<code>{entry['reference']}</code>" in page.text
    assert "not registered" in entry["reason"]
    assert entry["reason"] not in page.text


REASONS = ["unknown state", "foreign browser", "foreign issuer", "no code"]


@pytest.mark.parametrize("reason", REASONS)
async def test_every_page_says_what_happened_and_what_to_do(browser: Browser, reason: str) -> None:
    """N-X-03."""
    state = await browser.begin()
    if reason == "foreign browser":
        browser.http.cookies.clear()
    answer = {
        "state": "A" * 43 if reason == "unknown state" else state,
        "code": "" if reason == "no code" else "x",
        "iss": "https://evil.example" if reason == "foreign issuer" else "",
    }
    page = await browser.http.get(CALLBACK, params=answer)

    assert_page(page)
    assert re.search(r"<title>[A-Z][a-z ]+.*</title>", page.text, re.IGNORECASE)
    assert "sign in again" in page.text
    assert '<html lang="en">' in page.text
