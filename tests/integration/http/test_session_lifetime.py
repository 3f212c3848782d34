"""How long a session lasts, to the second, and under the settings that say so."""

import pytest

from tests.integration.http.answers import assert_error_redirect
from tests.integration.http.browser import Browser
from tests.integration.http.harness import Provider, provider_of, settings_for

pytestmark = pytest.mark.anyio

HOUR = 3600


async def is_signed_in(browser: Browser) -> bool:
    answer = await browser.authorize(prompt="none")
    if "code=" in answer.headers["location"]:
        return True
    assert_error_redirect(answer, "login_required")
    return False


async def stay(browser: Browser, seconds: int) -> None:
    """Use the session often enough that it is never idle."""
    for _ in range(seconds // 1800):
        browser.provider.clock.advance(1800)
        assert await is_signed_in(browser)
    browser.provider.clock.advance(seconds % 1800)


@pytest.mark.parametrize("store_forgets_late", [False, True])
async def test_a_session_that_is_used_ends_after_eight_hours(
    with_bot: Provider, *, store_forgets_late: bool
) -> None:
    """N-AZ-26: SESSION_TTL."""
    with_bot.memory.forgets_late = store_forgets_late
    browser = Browser(with_bot)
    await browser.code()

    await stay(browser, 8 * HOUR - 1)
    assert await is_signed_in(browser)
    with_bot.clock.advance(1)
    assert not await is_signed_in(browser)


@pytest.mark.parametrize("store_forgets_late", [False, True])
async def test_a_session_that_is_left_alone_ends_after_one_hour(
    with_bot: Provider, *, store_forgets_late: bool
) -> None:
    """N-AZ-26: SESSION_IDLE_TTL, counted anew from each use."""
    with_bot.memory.forgets_late = store_forgets_late
    browser = Browser(with_bot)
    await browser.code()

    for _ in range(2):
        with_bot.clock.advance(HOUR - 1)
        assert await is_signed_in(browser)
    with_bot.clock.advance(HOUR)
    assert not await is_signed_in(browser)


async def test_both_limits_are_settings(key_file: str) -> None:
    """N-AZ-26."""
    limits = {"SESSION_TTL": "100", "SESSION_IDLE_TTL": "40"}
    provider = provider_of(settings_for(key_file, DISCORD_BOT_TOKEN="x", **limits))
    used, left_alone = Browser(provider), Browser(provider)
    response = await used.sign_in()
    await left_alone.code()

    assert "Max-Age=100;" in response.headers["set-cookie"]
    provider.clock.advance(39)
    assert await is_signed_in(used)
    provider.clock.advance(1)
    assert not await is_signed_in(left_alone)
    provider.clock.advance(30)
    assert await is_signed_in(used)
    provider.clock.advance(29)
    assert await is_signed_in(used)
    provider.clock.advance(1)
    assert not await is_signed_in(used)


async def test_after_the_end_a_new_sign_in_has_a_new_time_and_a_new_sid(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-26: no trip brings an ended session back."""
    before = await browser.told(await browser.sign_in())
    provider.clock.advance(HOUR)
    after = await browser.told(await browser.sign_in())

    assert after["auth_time"] - before["auth_time"] == HOUR
    assert after["sid"] != before["sid"]


async def test_passing_through_discord_does_not_make_a_session_last_longer(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-26: each pass is a new cookie of the old session, until eight hours are over."""
    first = await browser.told(await browser.sign_in())
    for _ in range(16):
        provider.clock.advance(1799)
        passed = await browser.told(await browser.sign_in())
        assert (passed["auth_time"], passed["sid"]) == (first["auth_time"], first["sid"])

    provider.clock.advance(16)
    anew = await browser.told(await browser.sign_in())
    assert anew["auth_time"] - first["auth_time"] == 8 * HOUR
    assert anew["sid"] != first["sid"]
