"""The pages that ask: what they look like, what they let in, and what they do not."""

from typing import NamedTuple

import httpx
import pytest

from tests import builders
from tests.integration.http.answers import assert_error_form, assert_error_redirect, assert_page
from tests.integration.http.browser import Browser
from tests.integration.http.harness import CONSENT, HOSTILE_NAME, SIGN_IN, Provider
from tests.integration.http.page import Page

pytestmark = pytest.mark.anyio


class Asked(NamedTuple):
    by: dict[str, str]
    path: str
    yes: str


PAGES = {
    "sign-in": Asked({"prompt": "login"}, SIGN_IN, "Continue with Discord"),
    "consent": Asked({"prompt": "consent"}, CONSENT, "Allow"),
}
EACH = pytest.mark.parametrize("asked", PAGES.values(), ids=PAGES.keys())
HOSTILE = ["<svg onload=1>", '"><script>alert(1)</script>', "{{ 7*7 }}", "'&<>\"", "<b>\u202ex"]


async def shown(browser: Browser, asked: Asked, **more: str) -> httpx.Response:
    """Give the page, after a sign-in, so that it has a name to show."""
    await browser.code()
    return await browser.page_for(**asked.by, **more)


@EACH
async def test_a_page_is_kept_by_nobody_framed_by_nobody_and_runs_nothing(
    browser: Browser, asked: Asked
) -> None:
    """N-AZ-15, N-X-03."""
    response = await shown(browser, asked)
    policy = response.headers["content-security-policy"].split("; ")

    assert_page(response, 200)
    assert {"default-src 'none'", "script-src 'none'", "frame-ancestors 'none'"} <= set(policy)
    assert "form-action 'self' https:" in policy
    assert "style-src 'sha256-" in response.headers["content-security-policy"]
    assert response.headers["x-frame-options"] == "DENY"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["pragma"] == "no-cache"
    assert not {"script", "img", "link", "iframe"} & Page(response).elements
    assert asked.yes in Page(response).form.buttons
    assert Page(response).form.action == asked.path


@EACH
async def test_a_page_can_be_read_aloud(browser: Browser, asked: Asked) -> None:
    """N-X-03: a language, a title, a heading, and a name on each button."""
    page = Page(await shown(browser, asked))

    assert page.language == "en"
    assert page.title
    assert "h1" in page.elements
    assert all(label.strip() for label in page.form.buttons)
    assert {asked.yes, "Cancel"} <= page.form.buttons.keys()
    assert page.form.fields.keys() == {"interaction"}


@EACH
@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_are_shown_as_text(
    browser: Browser, provider: Provider, asked: Asked, name: str
) -> None:
    """N-X-03 (C-19): of the client, of the person, of the state."""
    provider.upstream.answer = builders.an_identity(username=name)
    response = await shown(browser, asked, client_id="named", state=name)
    page = Page(response)

    usual = {"html", "head", "meta", "title", "style", "body", "header", "main", "h1", "p", "bdi"}
    assert page.elements <= usual | {"form", "input", "button", "ul", "li"}
    assert name.replace("\u202e", "") in page.text
    assert HOSTILE_NAME in page.text
    assert HOSTILE_NAME not in response.text
    assert "\u202e" not in response.text


@EACH
@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "BREW"])
async def test_get_and_post_are_the_only_methods(
    browser: Browser, asked: Asked, method: str
) -> None:
    """N-AZ-01: and nothing is used up by another one."""
    page = await shown(browser, asked)
    refused = await browser.http.request(method, str(page.url))

    assert refused.status_code == 405
    assert {"GET", "POST"} <= set(refused.headers["allow"].replace(" ", "").split(","))
    assert (await browser.press(page, asked.yes)).status_code == 303


@EACH
async def test_a_page_may_be_loaded_again(browser: Browser, asked: Asked) -> None:
    """N-X-04: to look at it uses nothing up."""
    page = await shown(browser, asked)
    again = await browser.http.get(str(page.url))

    assert again.text == page.text
    assert (await browser.press(again, asked.yes)).status_code == 303


@EACH
@pytest.mark.parametrize("has_session", [False, True])
async def test_cancel_leads_back_with_access_denied(
    browser: Browser,
    provider: Provider,
    asked: Asked,
    *,
    has_session: bool,
) -> None:
    """N-AZ-12, N-AZ-13, N-AZ-22: in the mode that was asked for; nothing was shared."""
    if has_session:
        await browser.code()
    for mode in ("query", "form_post"):
        page = await browser.follow(await browser.sign_in(**asked.by, response_mode=mode))
        assert {asked.yes, "Cancel"} <= Page(page).form.buttons.keys()
        refused = await browser.press(page, "Cancel")
        if mode == "query":
            assert_error_redirect(refused, "access_denied")
        else:
            assert_error_form(refused, "access_denied")

    assert "auth_code:" not in provider.memory.everything() or has_session
    assert "consent:" not in provider.memory.everything()


@EACH
@pytest.mark.parametrize("answer", [None, "", "yes", "ALLOW", "Continue", "\u00e9", "allow "])
async def test_any_answer_but_a_yes_is_a_no(
    browser: Browser, asked: Asked, answer: str | None
) -> None:
    """N-AZ-28 (C-62)."""
    form = Page(await shown(browser, asked)).form
    data = {**form.fields, **({} if answer is None else {"answer": answer})}

    assert_error_redirect(await browser.http.post(asked.path, data=data), "access_denied")


@EACH
async def test_a_yes_of_the_other_page_is_a_no_here(browser: Browser, asked: Asked) -> None:
    """N-AZ-28 (C-62)."""
    other = {"Allow": "continue", "Continue with Discord": "allow"}[asked.yes]
    form = Page(await shown(browser, asked)).form

    refused = await browser.http.post(asked.path, data={**form.fields, "answer": other})
    assert_error_redirect(refused, "access_denied")


@EACH
async def test_a_page_waits_for_600_seconds(
    browser: Browser, provider: Provider, asked: Asked
) -> None:
    """N-X-04: also where the store forgets late."""
    provider.memory.forgets_late = True
    in_time, too_late = await shown(browser, asked), await browser.page_for(**asked.by)

    provider.clock.advance(599)
    assert (await browser.press(in_time, asked.yes)).status_code == 303
    provider.clock.advance(1)
    assert_page(await browser.press(too_late, asked.yes))
    assert_page(await browser.http.get(str(too_late.url)))


@EACH
async def test_without_the_store_a_page_says_so(
    browser: Browser, provider: Provider, asked: Asked
) -> None:
    """F-01: and nothing is lost."""
    page = await shown(browser, asked)
    provider.memory.down = True
    assert_page(await browser.http.get(str(page.url)), 503)
    assert_page(await browser.press(page, asked.yes), 503)
    provider.memory.down = False

    assert (await browser.press(page, asked.yes)).status_code == 303
