"""Signing out at the end session endpoint, where a hint proves the wish."""

import pytest

from tests.integration.http.answers import assert_page
from tests.integration.http.browser import Browser
from tests.integration.http.claims import verified
from tests.integration.http.harness import (
    CLIENT_ID,
    GOODBYE,
    LOGOUT,
    NATIVE,
    NATIVE_GOODBYE,
    OTHER,
    OTHER_GOODBYE,
    OTHER_ID,
    SIGN_OUT,
    SIGNED_OUT,
    TELL_AT,
    TELL_OTHER_AT,
    Provider,
)
from tests.integration.http.leaving import (
    GO,
    assert_asks,
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


async def test_every_application_of_the_session_is_told(
    browser: Browser, provider: Provider
) -> None:
    """N-LO-05: by a token of its own, with the sid of its ID token."""
    told = await browser.told(await browser.sign_in())
    hint = await hint_of(browser, **OTHER)
    await Browser(provider).code(client_id="named")
    await browser.sign_out(id_token_hint=hint)

    now = int(provider.clock.now().timestamp())
    addresses = [(sent.client_id, sent.backchannel_logout_uri) for sent in provider.delivery.sent]
    assert addresses == [(CLIENT_ID, TELL_AT), (OTHER_ID, TELL_OTHER_AT)]
    for sent in provider.delivery.sent:
        claims = await verified(browser.http, sent.logout_token, audience=sent.client_id)
        assert {name: claims[name] for name in ("sub", "sid")} == {
            name: told[name] for name in ("sub", "sid")
        }
        assert (claims["iat"], claims["exp"]) == (now, now + 120)
        assert claims["events"] == {"http://schemas.openid.net/event/backchannel-logout": {}}
        assert claims.keys() == {"iss", "aud", "sub", "sid", "iat", "exp", "jti", "events"}


async def test_nobody_is_told_twice_of_a_double_click(browser: Browser, provider: Provider) -> None:
    """N-LO-05."""
    hint = await hint_of(browser)
    for _ in range(3):
        assert led_to(await browser.sign_out(id_token_hint=hint, **BACK)) == "s"

    assert len(provider.delivery.sent) == 1


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
