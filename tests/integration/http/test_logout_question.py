"""The page that asks whether to sign out: what it looks like, and what each answer does."""

import pytest

from tests.integration.http.answers import assert_page
from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    SIGN_OUT,
    SIGNED_OUT,
    Provider,
)
from tests.integration.http.leaving import (
    GO,
    NO,
    YES,
    assert_signed_out_here,
    hint_of,
    is_signed_out,
    led_to,
)
from tests.integration.http.page import Page

pytestmark = pytest.mark.anyio


async def test_the_page_names_who_and_which_application_and_has_both_answers(
    browser: Browser,
) -> None:
    """N-LO-03."""
    await browser.code()
    bare, named = await browser.asked_to_leave(), await browser.asked_to_leave(**GO)

    assert "nelly" in Page(bare).text
    assert "asks whether you want to sign out" not in Page(bare).text
    assert "dashboard asks whether you want to sign out" in Page(named).text
    for page in (bare, named):
        form = Page(page).form
        assert (form.action, form.method) == (SIGN_OUT, "post")
        assert form.buttons.keys() == {YES, NO}
        assert form.fields.keys() == {"logout"}
    assert await browser.is_signed_in()


async def test_yes_ends_the_session_and_leads_back(browser: Browser, provider: Provider) -> None:
    """N-LO-03, N-LO-04."""
    await browser.code()
    old = browser.session
    assert old is not None
    page = await browser.asked_to_leave(**GO)
    answer = await browser.press(page, YES)

    assert led_to(answer) == "s"
    assert 'guildpass_session="";' in answer.headers["set-cookie"].replace("=;", '="";')
    assert await is_signed_out(provider, browser, old)
    assert [sent.client_id for sent in provider.delivery.sent] == ["dashboard"]


async def test_yes_without_an_address_leads_to_our_page(browser: Browser) -> None:
    """N-LO-03."""
    await browser.code()
    answer = await browser.press(await browser.asked_to_leave(), YES)

    assert_signed_out_here(answer)
    assert_page(await browser.follow(answer), 200)
    assert not await browser.is_signed_in()


async def test_no_changes_nothing(browser: Browser, provider: Provider) -> None:
    """N-LO-03: and a yes may still follow it."""
    await browser.code()
    before = browser.session
    page = await browser.asked_to_leave(**GO)
    for _ in range(2):
        stayed = await browser.press(page, NO)
        assert_page(stayed, 200)
        assert "still signed in" in Page(stayed).text
        assert "set-cookie" not in stayed.headers

    assert browser.session == before
    assert provider.delivery.sent == []
    assert led_to(await browser.press(page, YES)) == "s"


@pytest.mark.parametrize("answer", [None, "", "yes", "SIGN-OUT", "sign-out ", "Sign out", "\u00e9"])
async def test_any_answer_but_a_yes_is_a_no(browser: Browser, answer: str | None) -> None:
    """N-LO-03 (C-70)."""
    await browser.code()
    form = Page(await browser.asked_to_leave()).form
    data = {**form.fields, **({} if answer is None else {"answer": answer})}

    assert_page(await browser.http.post(SIGN_OUT, data=data), 200)
    assert await browser.is_signed_in()


async def test_a_double_click_signs_out_once_and_leads_back_twice(
    browser: Browser, provider: Provider
) -> None:
    """N-LO-03."""
    await browser.code()
    page = await browser.asked_to_leave(**GO)
    for _ in range(2):
        assert led_to(await browser.press(page, YES)) == "s"

    assert len(provider.delivery.sent) == 1


async def test_the_page_may_be_loaded_again(browser: Browser) -> None:
    """N-LO-03: before the answer as a page, after it as the way back."""
    await browser.code()
    page = await browser.asked_to_leave(**GO)
    again = await browser.http.get(str(page.url))
    assert again.text == page.text
    await browser.press(again, YES)

    assert led_to(await browser.http.get(str(page.url))) == "s"


async def test_two_pages_of_one_browser_do_not_disturb_each_other(browser: Browser) -> None:
    """N-LO-04: each has its own state."""
    await browser.code()
    first = await browser.asked_to_leave(**{**GO, "state": "first"})
    second = await browser.asked_to_leave(**{**GO, "state": "second"})

    assert led_to(await browser.press(second, YES)) == "second"
    assert led_to(await browser.press(first, YES)) == "first"


async def test_the_page_waits_for_600_seconds(with_bot: Provider) -> None:
    """N-LO-03: also where the store forgets late."""
    browser = Browser(with_bot)
    with_bot.memory.forgets_late = True
    await browser.code()
    page = await browser.asked_to_leave()
    with_bot.clock.advance(599)
    assert_page(await browser.http.get(str(page.url)), 200)
    with_bot.clock.advance(1)

    assert_page(await browser.http.get(str(page.url)))
    for label in (YES, NO):
        assert_page(await browser.press(page, label))
    assert await browser.is_signed_in()


async def test_without_the_store_the_page_says_so(browser: Browser, provider: Provider) -> None:
    """N-LO-03, F-01: and nothing is lost."""
    await browser.code()
    page = await browser.asked_to_leave(**GO)
    provider.memory.down = True
    assert_page(await browser.http.get(str(page.url)), 503)
    assert_page(await browser.press(page, YES), 503)
    assert_page(await browser.http.get(SIGNED_OUT), 200)
    provider.memory.down = False

    assert await browser.is_signed_in()
    assert led_to(await browser.press(page, YES)) == "s"


async def test_a_question_that_is_too_late_leads_back(browser: Browser) -> None:
    """N-LO-03: somebody signed out in another tab."""
    hint = await hint_of(browser)
    page = await browser.asked_to_leave(**GO)
    await browser.sign_out(id_token_hint=hint)

    assert led_to(await browser.press(page, YES)) == "s"
    assert led_to(await browser.http.get(str(page.url))) == "s"
