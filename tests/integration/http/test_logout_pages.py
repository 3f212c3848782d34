"""The pages of a sign-out: what they look like, and what they let in."""

import httpx
import pytest

from tests import builders
from tests.integration.http.answers import assert_page
from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    HOSTILE_NAME,
    SIGNED_OUT,
    Provider,
)
from tests.integration.http.leaving import (
    GO,
    NO,
)
from tests.integration.http.page import Page

pytestmark = pytest.mark.anyio

USUAL = {"html", "head", "meta", "title", "style", "body", "header", "main", "h1", "p", "bdi"}
HOSTILE = ["<svg onload=1>", '"><script>alert(1)</script>', "{{ 7*7 }}", "'&<>\"", "<b>\u202ex"]


async def pages_of(browser: Browser) -> dict[str, httpx.Response]:
    """Give every page a sign-out can show."""
    await browser.code()
    question = await browser.asked_to_leave(**GO)
    stayed = await browser.press(question, NO)
    return {"question": question, "stayed": stayed, "done": await browser.http.get(SIGNED_OUT)}


async def test_no_page_can_be_framed_kept_or_run_anything(browser: Browser) -> None:
    """N-LO-03, N-X-03 (C-73): the answer cannot be clicked on another site's page."""
    for name, response in (await pages_of(browser)).items():
        policy = response.headers["content-security-policy"].split("; ")
        expected = {"default-src 'none'", "script-src 'none'", "frame-ancestors 'none'"}
        assert_page(response, 200)
        assert expected <= set(policy)
        assert "base-uri 'none'" in policy
        leads = "'self' https:" if name == "question" else "'none'"
        assert f"form-action {leads}" in policy
        assert response.headers["x-frame-options"] == "DENY"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert not {"script", "img", "link", "iframe"} & Page(response).elements


async def test_every_page_can_be_read_aloud(browser: Browser) -> None:
    """N-X-03."""
    for response in (await pages_of(browser)).values():
        page = Page(response)
        assert page.language == "en"
        assert page.title
        assert "h1" in page.elements


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_are_shown_as_text(
    browser: Browser, provider: Provider, name: str
) -> None:
    """N-X-03 (C-19): of the client, of the person; the state is not shown."""
    provider.upstream.answer = builders.an_identity(username=name)
    await browser.code()
    response = await browser.asked_to_leave(**{**GO, "client_id": "named", "state": name})
    page = Page(response)

    assert page.elements <= USUAL | {"form", "input", "button"}
    assert name.replace("\u202e", "") in page.text
    assert HOSTILE_NAME in page.text
    assert HOSTILE_NAME not in response.text
    assert "\u202e" not in response.text
