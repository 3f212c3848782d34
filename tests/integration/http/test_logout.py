"""Signing out at the end session endpoint, where a hint proves the wish."""

import pytest

from tests.integration.http.answers import assert_page
from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    CLIENT_ID,
    GOODBYE,
    LOGOUT,
    NATIVE,
    NATIVE_GOODBYE,
    OTHER,
    OTHER_GOODBYE,
    SIGN_OUT,
    SIGNED_OUT,
    Provider,
)
from tests.integration.http.leaving import (
    GO,
    assert_signed_out_here,
    hint_of,
    is_signed_out,
    led_to,
)
from tests.integration.http.page import Page

pytestmark = pytest.mark.anyio

BACK = {"post_logout_redirect_uri": GOODBYE, "state": "s"}


def session_of(browser: Browser) -> str:
    assert browser.session is not None
    return browser.session


async def test_a_hint_ends_the_session_and_leads_back_with_the_state(
    browser: Browser, provider: Provider
) -> None:
    """N-LO-01, N-LO-04: everywhere, for the browser as for whoever kept its cookie."""
    hint = await hint_of(browser)
    old = session_of(browser)
    answer = await browser.sign_out(id_token_hint=hint, **BACK)

    assert led_to(answer) == "s"
    assert browser.session is None
    assert await is_signed_out(provider, browser, old)


async def test_without_a_state_none_comes_back(browser: Browser) -> None:
    """N-LO-04."""
    hint = await hint_of(browser)
    answer = await browser.sign_out(id_token_hint=hint, post_logout_redirect_uri=GOODBYE)

    assert answer.headers["location"] == GOODBYE
    assert not await browser.is_signed_in()


@pytest.mark.parametrize("more", [{}, {"state": "s"}, {"client_id": CLIENT_ID}])
async def test_without_an_address_a_page_says_that_it_is_done(
    browser: Browser, more: dict[str, str]
) -> None:
    """N-LO-01."""
    answer = await browser.sign_out(id_token_hint=await hint_of(browser), **more)
    assert_signed_out_here(answer)
    page = await browser.follow(answer)

    assert_page(page, 200)
    assert "signed out" in Page(page).text
    assert not await browser.is_signed_in()


async def test_a_hint_that_has_expired_counts(with_bot: Provider) -> None:
    """N-LO-01 (RP-Initiated Logout section 2)."""
    browser = Browser(with_bot)
    hint = await hint_of(browser)
    for _ in range(2):
        with_bot.clock.advance(3599)
        assert await browser.is_signed_in()

    assert led_to(await browser.sign_out(id_token_hint=hint, **BACK)) == "s"
    assert not await browser.is_signed_in()


async def test_the_token_of_any_client_of_the_session_is_a_hint(browser: Browser) -> None:
    """N-LO-01, N-LO-02: and leads to the addresses of that client."""
    await browser.code()
    hint = await hint_of(browser, **OTHER)
    answer = await browser.sign_out(id_token_hint=hint, post_logout_redirect_uri=OTHER_GOODBYE)

    assert answer.headers["location"] == OTHER_GOODBYE
    assert not await browser.is_signed_in()


async def test_a_program_on_the_device_is_gone_back_to(browser: Browser) -> None:
    """N-LO-02: also by a question, whose form may lead there."""
    answer = await browser.sign_out(
        client_id=NATIVE["client_id"], post_logout_redirect_uri=NATIVE_GOODBYE, state="s"
    )
    assert led_to(answer, at=NATIVE_GOODBYE) == "s"
    await browser.code()
    page = await browser.asked_to_leave(
        client_id=NATIVE["client_id"], post_logout_redirect_uri=NATIVE_GOODBYE
    )

    policy = page.headers["content-security-policy"]
    assert "form-action 'self' com.example.app: https:" in policy
    assert led_to(await browser.press(page, "Sign out"), at=NATIVE_GOODBYE) is None


@pytest.mark.parametrize("parameters", [{}, {"state": "s"}, {"client_id": CLIENT_ID}, GO])
async def test_where_nobody_is_signed_in_nobody_is_asked(
    browser: Browser, provider: Provider, parameters: dict[str, str]
) -> None:
    """N-LO-03."""
    answer = await browser.sign_out(**parameters)

    if parameters is GO:
        assert led_to(answer) == "s"
    else:
        assert_signed_out_here(answer)
    assert provider.memory.everything() == ""


async def test_the_cookie_is_cleared_as_it_was_set(browser: Browser, loopback: Provider) -> None:
    """N-LO-04: with every attribute, since a browser else keeps it."""
    for visitor in (browser, Browser(loopback)):
        back = await visitor.sign_in()
        hint = (await visitor.redeem(back))["id_token"]
        was = attributes_of(back.headers["set-cookie"])
        answer = await visitor.sign_out(id_token_hint=hint)
        (header,) = answer.headers.get_list("set-cookie")
        now = attributes_of(header)

        assert header.startswith((f'{visitor.session_cookie}=""', f"{visitor.session_cookie}=;"))
        assert was - now == {"max-age=28800"}
        assert now - was == {"max-age=0"}


def attributes_of(header: str) -> set[str]:
    return {part.strip().lower() for part in header.split(";")[1:]}


@pytest.mark.parametrize("path", [LOGOUT, SIGN_OUT, SIGNED_OUT])
@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "BREW"])
async def test_other_methods_end_nothing(browser: Browser, path: str, method: str) -> None:
    """N-LO-01: they are a 405 with Allow."""
    hint = await hint_of(browser)
    refused = await browser.http.request(method, path, params={"id_token_hint": hint})

    assert refused.status_code == 405
    assert "GET" in refused.headers["allow"]
    assert await browser.is_signed_in()


async def test_without_the_store_nobody_is_half_signed_out(
    browser: Browser, provider: Provider
) -> None:
    """N-LO-04, F-01: it is said, and works again afterwards."""
    hint = await hint_of(browser)
    provider.memory.down = True
    down = await browser.sign_out(id_token_hint=hint, **BACK)
    posted = await browser.http.post(LOGOUT, data=GO)
    for answer in (down, posted):
        assert_page(answer, 503)
        assert "set-cookie" not in answer.headers
    provider.memory.down = False

    assert await browser.is_signed_in()
    assert led_to(await browser.sign_out(id_token_hint=hint, **BACK)) == "s"
    assert not await browser.is_signed_in()
