"""Nothing that a session gave outlives it."""

import pytest

from application.sign_out.end_session import EndSession
from domain.opaque_token import digest
from tests import builders
from tests.integration.http.answers import assert_challenge, assert_error_redirect
from tests.integration.http.browser import Browser, code_of
from tests.integration.http.harness import (
    OTHER,
    OTHER_SECRET,
    Provider,
    provider_of,
    settings_for,
)
from tests.integration.http.leaving import hint_of

pytestmark = pytest.mark.anyio


async def leave(browser: Browser) -> None:
    await browser.press(await browser.asked_to_leave(), "Sign out")


async def test_no_application_is_answered_without_a_sign_in(
    browser: Browser, provider: Provider
) -> None:
    """N-LO-04 (C-74): under prompt=none by login_required, else by a trip to Discord."""
    await browser.code()
    await browser.code(**OTHER)
    await leave(browser)
    trips = len(provider.upstream.sent)

    assert_error_redirect(await browser.authorize(prompt="none"), "login_required")
    refused = await browser.authorize(prompt="none", **OTHER)
    assert_error_redirect(refused, "login_required", to=OTHER["redirect_uri"])
    assert (await browser.authorize()).headers["location"].startswith("https://discord.test/")
    assert len(provider.upstream.sent) == trips + 1


async def test_tokens_are_refused_at_userinfo(browser: Browser, provider: Provider) -> None:
    """N-LO-04 (C-74): of every application, as long as they would live."""
    tokens = [await browser.tokens(**asked) for asked in ({}, OTHER)]
    for token in tokens:
        assert (await browser.userinfo(token["access_token"])).status_code == 200
    await leave(browser)

    for seconds in (0, 3599):
        provider.clock.advance(seconds)
        for token in tokens:
            refused = await browser.userinfo(token["access_token"])
            assert_challenge(refused, 401, "invalid_token")


async def test_a_code_that_was_not_redeemed_is_refused(browser: Browser) -> None:
    """N-LO-04 (C-74)."""
    codes = [await browser.code(), await browser.code(**OTHER)]
    await leave(browser)
    first = await browser.exchange(codes[0])
    second = await browser.exchange(codes[1], **OTHER, client_secret=OTHER_SECRET)

    for refused in (first, second):
        assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")


async def test_another_session_of_the_person_goes_on(browser: Browser, provider: Provider) -> None:
    """N-LO-03."""
    elsewhere = Browser(provider)
    tokens = await elsewhere.tokens()
    await browser.code()
    await leave(browser)

    assert await elsewhere.is_signed_in()
    assert (await elsewhere.userinfo(tokens["access_token"])).status_code == 200


async def test_the_next_sign_in_is_a_session_of_its_own(browser: Browser) -> None:
    """N-LO-04: with a new sid, and a new sign-in."""
    before = await browser.told(await browser.sign_in())
    await leave(browser)
    tokens = await browser.tokens()
    after = await browser.told(await browser.authorize())

    assert after["sid"] != before["sid"]
    assert (await browser.userinfo(tokens["access_token"])).status_code == 200


async def test_a_sign_in_that_is_under_way_in_another_tab_begins_a_session_of_its_own(
    browser: Browser,
) -> None:
    """N-LO-04 (C-74): who left before Discord answered is not signed in as before."""
    before = await browser.told(await browser.sign_in())
    page = await browser.page_for(prompt="login")
    away = await browser.press(page, "Continue with Discord")
    await leave(browser)
    after = await browser.told(await browser.travel(away))

    assert after["sid"] != before["sid"]
    assert await browser.is_signed_in()


@pytest.mark.parametrize("waits", [0, 1, 3_000, 7_000, 20_000])
async def test_a_session_renewed_while_it_was_ended_is_dead_for_good(
    key_file: str, waits: int
) -> None:
    """N-LO-04 (C-74): under its new id as well, whatever SESSION_IDLE_TTL is."""
    changes = {"SESSION_IDLE_TTL": "28800", "ACCESS_TOKEN_TTL": "60", "AUTH_CODE_TTL": "60"}
    # With a bot, so that it is not for old roles that nobody is signed in.
    settings = settings_for(key_file, DISCORD_BOT_TOKEN="bot-token", **changes)
    provider = provider_of(settings)
    browser, tab = Browser(provider), Browser(provider)
    await browser.code()
    cookie = browser.session
    found = await provider.container.find_session()(cookie)
    assert found is not None
    tab.http.cookies.update(browser.http.cookies)
    # The other tab has found the session alive, and puts it under a new id once it is ended.
    renewed = code_of(await tab.sign_in_anew())
    end: EndSession = provider.container.end_session()
    await end(found, reason="the person signed out")

    assert tab.session not in {None, cookie}
    assert f"session:{digest(tab.session or '')}" in provider.memory.everything()
    assert (await tab.exchange(renewed)).json()["error"] == "invalid_grant"
    provider.clock.advance(waits)
    assert not await tab.is_signed_in()


async def test_who_was_removed_is_signed_out_everywhere(with_bot: Provider) -> None:
    """N-LO-05 (C-69): the applications are told, and their tokens refused."""
    browser = Browser(with_bot)
    tokens = await browser.tokens()
    await hint_of(browser, **OTHER)
    with_bot.members.answer = None
    with_bot.clock.advance(300)
    assert_error_redirect(await browser.authorize(prompt="none"), "access_denied")

    assert [sent.client_id for sent in with_bot.delivery.sent] == ["dashboard", "forum"]
    assert (await browser.userinfo(tokens["access_token"])).status_code == 401
    addresses = [sent.backchannel_logout_uri for sent in with_bot.delivery.sent]
    assert builders.DISCORD_ID not in str(addresses)
