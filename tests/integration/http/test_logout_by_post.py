"""A logout that comes by POST is taken up by the GET that carries the cookies."""

import pytest

from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    GOODBYE,
    LOGOUT,
    Provider,
)
from tests.integration.http.leaving import (
    GO,
    assert_asks,
    hint_of,
    is_signed_out,
    led_to,
)

pytestmark = pytest.mark.anyio

BACK = {"post_logout_redirect_uri": GOODBYE, "state": "s"}


def session_of(browser: Browser) -> str:
    assert browser.session is not None
    return browser.session


async def test_a_post_is_answered_by_a_get_that_carries_the_cookies(
    browser: Browser, provider: Provider
) -> None:
    """N-LO-01: a POST of another site comes without any."""
    hint = await hint_of(browser)
    async with browser.program() as http:
        sent = await http.post(LOGOUT, data={"id_token_hint": hint, **BACK})
    assert sent.status_code == 303
    assert "set-cookie" not in sent.headers
    assert hint not in sent.headers["location"]
    assert await browser.is_signed_in()
    old = session_of(browser)
    answer = await browser.follow(sent)

    assert led_to(answer) == "s"
    assert await is_signed_out(provider, browser, old)
    again = await browser.follow(sent)
    assert led_to(again) == "s"


async def test_a_post_without_a_hint_ends_in_the_question(browser: Browser) -> None:
    """N-LO-03."""
    await browser.code()
    asked = await browser.follow(await browser.http.post(LOGOUT, data=GO))
    assert_asks(asked)
    page = await browser.follow(asked)

    assert await browser.is_signed_in()
    assert led_to(await browser.press(page, "Sign out")) == "s"


async def test_a_long_post_arrives_whole(browser: Browser) -> None:
    """N-LO-04: by an address that stays short."""
    hint, state = await hint_of(browser), "\u00e9" * 1024
    data = {"id_token_hint": hint, "post_logout_redirect_uri": GOODBYE, "state": state}
    sent = await browser.http.post(LOGOUT, data={**data, "padding": "x" * 10_000})

    assert len(sent.headers["location"]) < 200
    assert led_to(await browser.follow(sent)) == state
