"""max_age and default_max_age, to the second."""

import pytest

from tests.integration.http.browser import Browser
from tests.integration.http.harness import CONSENT, SIGN_IN, Provider

pytestmark = pytest.mark.anyio

CASES: dict[str, tuple[dict[str, str], int]] = {
    "max_age": ({"max_age": "60"}, 60),
    "max_age=1": ({"max_age": "1"}, 1),
    "default_max_age": ({"client_id": "aged"}, 60),
    "a max_age above the default": ({"client_id": "aged", "max_age": "120"}, 120),
    "a max_age below the default": ({"client_id": "aged", "max_age": "30"}, 30),
}


@pytest.mark.parametrize(("changes", "limit"), CASES.values(), ids=CASES.keys())
async def test_a_sign_in_older_than_the_limit_is_asked_for_anew(
    browser: Browser, provider: Provider, changes: dict[str, str], limit: int
) -> None:
    """N-AZ-18: by our own page, and with a newer auth_time in the end."""
    first = await browser.told(await browser.sign_in())
    provider.clock.advance(limit)
    young = await browser.told(await browser.authorize(**changes), **changes)
    provider.clock.advance(1)
    page = await browser.page_for(**changes)
    answer = await browser.travel(await browser.press(page, "Continue with Discord"))
    second = await browser.told(answer, **changes)

    assert young["auth_time"] == first["auth_time"]
    assert second["auth_time"] == first["auth_time"] + limit + 1
    assert [trip.choose_account for trip in provider.upstream.sent] == [False, True]


@pytest.mark.parametrize("max_age", ["10000", str(2**53), "0000000000010000"])
async def test_a_sign_in_that_is_young_enough_is_enough(
    browser: Browser, provider: Provider, max_age: str
) -> None:
    """N-AZ-18: and auth_time is told."""
    first = await browser.told(await browser.sign_in(max_age="15000"))
    provider.clock.advance(200)
    second = await browser.told(await browser.authorize(max_age=max_age))

    assert second["auth_time"] == first["auth_time"]
    assert len(provider.upstream.sent) == 1


@pytest.mark.parametrize("max_age", ["0", "1"])
async def test_without_a_session_the_limit_needs_no_page(browser: Browser, max_age: str) -> None:
    """N-AZ-18: the sign-in that follows is as new as can be."""
    response = await browser.authorize(max_age=max_age)

    assert response.headers["location"].startswith("https://discord.test/")


@pytest.mark.parametrize("prompt", [None, "consent"])
async def test_zero_always_asks_even_within_the_second_of_the_sign_in(
    browser: Browser, provider: Provider, prompt: str | None
) -> None:
    """N-AZ-18 (C-64): another word for prompt=login."""
    await browser.code()
    page = await browser.page_for(max_age="0", prompt=prompt)
    answer = await browser.travel(await browser.press(page, "Continue with Discord"))

    assert (CONSENT if prompt else "code=") in answer.headers["location"]
    assert [trip.choose_account for trip in provider.upstream.sent] == [False, True]


async def test_a_trip_that_outlasts_the_limit_ends_on_our_page(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-18 (C-28): to pass through Discord is no sign-in, however it turns out."""
    await browser.code(scope="openid")
    state = await browser.begin(scope="openid email", max_age="60")
    provider.clock.advance(61)
    page = await browser.follow(await browser.come_back(state))
    answer = await browser.travel(await browser.press(page, "Continue with Discord"))
    told = await browser.told(answer)

    assert told["auth_time"] == int(provider.clock.now().timestamp())


async def test_a_sign_in_of_another_browser_does_not_count(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-18 (C-28): a newer one of the same person elsewhere is not this session's."""
    await browser.code()
    provider.clock.advance(61)
    await Browser(provider).code()

    assert SIGN_IN in (await browser.authorize(max_age="60")).headers["location"]
