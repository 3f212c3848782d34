"""What browsers do that protocols do not mention: restarts, several tabs, reloads, other people."""

from asyncio import gather

import pytest

from demo.discord.members import CAPTAIN, DRIVER
from tests.e2e.browser import Browser, answer_in, location_of
from tests.e2e.discord_server import DiscordServer
from tests.e2e.provider import Provider
from tests.e2e.relying_party import relying_party

pytestmark = pytest.mark.anyio


async def test_a_sign_in_survives_a_restart_of_the_browser(
    provider: Provider, browser: Browser
) -> None:
    async with relying_party(provider.issuer) as application:
        attempt = application.begin()
        callback = await browser.to_callback(attempt.url)
        async with browser.restarted() as later:
            answer = location_of(await later.get(callback))
        token = await application.redeem(attempt, answer)

    assert token["token_type"] == "Bearer"


async def test_two_tabs_of_one_browser_both_arrive_in_either_order(
    provider: Provider, browser: Browser
) -> None:
    async with relying_party(provider.issuer) as application:
        first, second = application.begin(), application.begin()
        back_first = await browser.to_callback(first.url, CAPTAIN)
        back_second = await browser.to_callback(second.url, CAPTAIN)
        answers = [location_of(await browser.get(back)) for back in (back_second, back_first)]
        await application.redeem(second, answers[0])
        token = await application.redeem(first, answers[1])

    assert token["token_type"] == "Bearer"


async def test_of_two_tabs_a_fresh_browser_opens_at_once_one_arrives_and_none_goes_astray(
    provider: Provider, browser: Browser
) -> None:
    # Neither request carries the cookie, and the later answer sets it for both.
    async with relying_party(provider.issuer) as application:
        attempts = [application.begin(), application.begin()]
        pages = await gather(*(browser.get(attempt.url) for attempt in attempts))
        for_discord = [await browser.get(location_of(page)) for page in pages]
        callbacks = [await browser.agree(page) for page in for_discord]
        answers = [await browser.get(callback) for callback in callbacks]

    arrived = [answer for answer in answers if answer.has_redirect_location]
    others = [answer for answer in answers if answer not in arrived]
    assert all("code" in answer_in(location_of(answer)) for answer in arrived)
    assert all(answer.status_code == 400 for answer in others)
    assert arrived


async def test_reloading_the_callback_gets_a_page_and_costs_discord_no_call(
    provider: Provider, discord: DiscordServer, browser: Browser
) -> None:
    async with relying_party(provider.issuer) as application:
        attempt = application.begin()
        callback = await browser.to_callback(attempt.url)
        answer = location_of(await browser.get(callback))
        discord.simulator.calls.clear()
        reloaded = await browser.get(callback)
        token = await application.redeem(attempt, answer)

    assert reloaded.status_code == 400
    assert "This sign-in has ended" in reloaded.text
    assert not discord.simulator.calls
    assert token["token_type"] == "Bearer"


async def test_another_browser_cannot_finish_a_sign_in_and_the_right_one_still_can(
    provider: Provider, discord: DiscordServer, browser: Browser
) -> None:
    async with relying_party(provider.issuer) as application, Browser() as victim:
        attempt = application.begin()
        callback = await browser.to_callback(attempt.url, DRIVER)
        discord.simulator.calls.clear()
        refused = await victim.get(callback)
        await victim.open(application.begin().url)
        refused_with_cookie = await victim.get(callback)
        calls = dict(discord.simulator.calls)
        token = await application.redeem(attempt, location_of(await browser.get(callback)))

    assert refused.status_code == refused_with_cookie.status_code == 400
    assert "was not begun here" in refused.text
    assert calls == {"authorize": 1}
    assert token["token_type"] == "Bearer"


async def test_the_cookie_of_a_loopback_issuer_is_kept_by_every_browser(
    provider: Provider, browser: Browser
) -> None:
    async with relying_party(provider.issuer) as application:
        response = await browser.get(application.begin().url)

    (cookie,) = response.headers.get_list("set-cookie")
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert cookie.startswith("guildpass_browser=")
    assert {"httponly", "samesite=lax", "path=/", "max-age=4200"} <= attributes
    assert not any(part == "secure" or part.startswith("domain") for part in attributes)


async def test_somebody_who_agreed_before_is_not_asked_again(
    provider: Provider, browser: Browser
) -> None:
    async with relying_party(provider.issuer) as application:
        await application.sign_in(browser)
        answer = answer_in(location_of(await browser.open(application.begin().url)))

    assert "code" in answer
