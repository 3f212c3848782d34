"""prompt and max_age hold whatever address a browser visits next."""

import httpx
import pytest

from tests import builders
from tests.integration.http.answers import assert_error_redirect, assert_page
from tests.integration.http.browser import Browser, state_of
from tests.integration.http.harness import (
    AUTHORIZE,
    CALLBACK,
    CONSENT,
    RESUME,
    SIGN_IN,
    Provider,
    query_of,
)

pytestmark = pytest.mark.anyio

MUST_SIGN_IN = [{"prompt": "login"}, {"prompt": "select_account"}, {"max_age": "0"}]
WHICH = pytest.mark.parametrize("asking", MUST_SIGN_IN, ids=["login", "select_account", "max_age"])


async def age(browser: Browser) -> None:
    """Have a session that is older than any max_age here, and that is fresh all the same."""
    await browser.code()
    browser.provider.clock.advance(10)


@WHICH
async def test_no_other_address_leads_around_the_sign_in_page(
    browser: Browser, asking: dict[str, str]
) -> None:
    """N-AZ-18 (C-64): the token of the page opens only the page."""
    await age(browser)
    answer = await browser.authorize(**asking)
    token = query_of(answer.headers["location"])["interaction"]

    assert_page(await browser.http.get(CONSENT, params={"interaction": token}))
    allowed = {"interaction": token, "answer": "allow"}
    assert_page(await browser.http.post(CONSENT, data=allowed))
    assert_page(await browser.http.get(RESUME, params={"reference": token}))
    assert_page(await browser.http.get(CALLBACK, params={"state": token, "code": "x"}))
    assert_page(await browser.http.get(CALLBACK, params={"interaction": token, "code": "x"}))


@WHICH
async def test_a_trip_that_was_begun_before_does_not_count_for_it(
    browser: Browser, provider: Provider, asking: dict[str, str]
) -> None:
    """N-AZ-18 (C-64): it answers the request it was begun for, and no other."""
    state = await browser.begin(state="first")
    await age(browser)
    await browser.page_for(**asking)
    back = await browser.come_back(state)

    assert query_of(back.headers["location"])["state"] == "first"
    assert SIGN_IN in (await browser.authorize(**asking)).headers["location"]
    assert [trip.choose_account for trip in provider.upstream.sent] == [False, False]


@WHICH
async def test_a_sign_in_for_one_request_does_not_count_for_the_next(
    browser: Browser, asking: dict[str, str]
) -> None:
    """N-AZ-18 (C-64): the same request again asks again."""
    await age(browser)
    page = await browser.page_for(**asking)
    answer = await browser.travel(await browser.press(page, "Continue with Discord"))
    assert "code=" in answer.headers["location"]
    browser.provider.clock.advance(1)

    assert SIGN_IN in (await browser.authorize(**asking)).headers["location"]


@WHICH
async def test_a_kept_request_is_no_way_around_it(browser: Browser, asking: dict[str, str]) -> None:
    """N-AZ-18 (C-64): neither before the sign-in nor after it."""
    await age(browser)
    params = dict((await browser.authorize(**asking)).request.url.params)
    kept = await browser.http.post(AUTHORIZE, data={**params, "padding": "x" * 4097})
    assert RESUME in kept.headers["location"]

    page = await browser.follow(await browser.follow(kept))
    answer = await browser.travel(await browser.press(page, "Continue with Discord"))
    assert "code=" in answer.headers["location"]
    browser.provider.clock.advance(1)
    assert SIGN_IN in (await browser.follow(kept)).headers["location"]


async def consent_after_sign_in(browser: Browser, **asking: str) -> httpx.Response:
    """Sign in on our page for this request, and give the consent page that follows."""
    await browser.sign_in()
    sign_in = await browser.page_for(**asking)
    back = await browser.travel(await browser.press(sign_in, "Continue with Discord"))
    consent = await browser.follow(back)
    assert CONSENT in str(consent.url)
    return consent


ASKING_BOTH = [{"prompt": "login consent"}, {"prompt": "consent", "max_age": "0"}]


@pytest.mark.parametrize("asking", ASKING_BOTH)
async def test_who_signed_in_for_a_request_did_not_do_so_for_another_session(
    browser: Browser, provider: Provider, asking: dict[str, str]
) -> None:
    """N-AZ-18 (C-28, C-64): a thief signs in as themselves, then swaps in a stolen cookie."""
    victim = Browser(provider)
    await age(victim)
    provider.upstream.answer = builders.an_identity(discord_id="80351110224678913")
    consent = await consent_after_sign_in(browser, **asking)
    browser.http.cookies.delete(browser.session_cookie)
    stolen = victim.session or ""
    browser.http.cookies.set(browser.session_cookie, stolen, domain="id.example.org", path="/")
    answer = await browser.press(consent, "Allow")

    assert f"{SIGN_IN}?interaction=" in answer.headers["location"]


async def test_who_lost_the_session_on_the_way_signs_in_once_more(browser: Browser) -> None:
    """N-AZ-18 (C-64): to pass through Discord would ask nobody."""
    consent = await consent_after_sign_in(browser, prompt="login consent")
    browser.http.cookies.delete(browser.session_cookie)
    answer = await browser.press(consent, "Allow")

    assert f"{SIGN_IN}?interaction=" in answer.headers["location"]


async def test_cancel_does_not_lead_around_it(browser: Browser) -> None:
    """N-AZ-18 (C-64)."""
    await age(browser)
    page = await browser.page_for(prompt="login")
    assert_error_redirect(await browser.press(page, "Cancel"), "access_denied")

    assert SIGN_IN in (await browser.authorize(prompt="login")).headers["location"]


async def test_what_discord_refused_does_not_count_as_a_sign_in(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-18 (C-64): the session is as old as it was."""
    await age(browser)
    page = await browser.page_for(prompt="login")
    state = state_of(await browser.press(page, "Continue with Discord"))
    assert_error_redirect(await browser.come_back(state, error="access_denied"), "access_denied")

    told = await browser.told(await browser.authorize())
    assert told["auth_time"] == int(provider.clock.now().timestamp()) - 10


SILENT: list[dict[str, str | None]] = [
    {},
    {"max_age": "0"},
    {"scope": "openid email"},
    {"client_id": "always"},
    {"client_id": "aged"},
    {"response_type": None},
    {"response_mode": "fragment"},
    {"claims": '{"id_token":{"sub":{"value":"1"}}}'},
    {"id_token_hint": "x"},
    {"display": "popup", "login_hint": "x", "ui_locales": "xx"},
]


@pytest.mark.parametrize("changes", SILENT)
@pytest.mark.parametrize("state_of_browser", ["none", "young", "old", "over", "outside"])
async def test_under_prompt_none_every_answer_goes_to_the_application(
    with_bot: Provider, state_of_browser: str, changes: dict[str, str | None]
) -> None:
    """N-AZ-17 (C-65): no page of ours, and not to Discord."""
    browser = Browser(with_bot)
    if state_of_browser != "none":
        await browser.code(scope="openid")
    with_bot.clock.advance(
        {"none": 0, "young": 10, "old": 300, "outside": 300}.get(state_of_browser, 3600)
    )
    if state_of_browser == "outside":
        with_bot.members.answer = None
    trips = len(with_bot.upstream.sent)

    answer = await browser.authorize(**{"scope": "openid", **changes}, prompt="none")

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("https://app.example.org/callback?")
    assert len(with_bot.upstream.sent) == trips
    assert "interaction:" not in with_bot.memory.everything()
