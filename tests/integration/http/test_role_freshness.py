"""Never yesterday's roles: what a session knows of a membership is read again."""

import pytest

from application.ports.upstream import UpstreamUnavailable
from domain.membership import Membership
from tests import builders
from tests.integration.http.answers import assert_error_redirect, assert_page
from tests.integration.http.browser import Browser
from tests.integration.http.harness import Provider, provider_of, settings_for

pytestmark = pytest.mark.anyio

DEMOTED = builders.a_membership(roles=())
PROMPTS = [None, "none"]


@pytest.mark.parametrize("prompt", PROMPTS)
async def test_the_bot_reads_the_roles_again_after_300_seconds(
    with_bot: Provider, prompt: str | None
) -> None:
    """N-AZ-27: before a code is issued, without a trip, also under prompt=none."""
    browser = Browser(with_bot)
    first = await browser.told(await browser.sign_in())
    with_bot.members.answer = DEMOTED

    with_bot.clock.advance(299)
    young = await browser.told(await browser.authorize(prompt=prompt))
    assert with_bot.members.asked == []
    with_bot.clock.advance(1)
    renewed = await browser.told(await browser.authorize(prompt=prompt))
    again = await browser.told(await browser.authorize(prompt=prompt))

    assert with_bot.members.asked == [builders.DISCORD_ID]
    assert young["roles"] == first["roles"] == [builders.CAPTAIN_ROLE, builders.SOFTWARE_ROLE]
    assert renewed["roles"] == renewed["groups"] == again["roles"] == []
    assert renewed["auth_time"] == first["auth_time"]
    assert len(with_bot.upstream.sent) == 1


async def test_without_a_bot_a_trip_reads_them_again(browser: Browser, provider: Provider) -> None:
    """N-AZ-27: Discord lets people pass, and it is no new sign-in."""
    first = await browser.told(await browser.sign_in())
    provider.upstream.answer = builders.an_identity(membership=DEMOTED)

    provider.clock.advance(299)
    young = await browser.told(await browser.authorize())
    provider.clock.advance(1)
    renewed = await browser.told(await browser.sign_in())

    assert [trip.choose_account for trip in provider.upstream.sent] == [False, False]
    assert young["roles"] == first["roles"]
    assert renewed["roles"] == []
    assert (renewed["auth_time"], renewed["sid"]) == (first["auth_time"], first["sid"])
    assert "code=" in (await browser.authorize(prompt="none")).headers["location"]


async def test_without_a_bot_prompt_none_says_that_a_sign_in_is_needed(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-27."""
    await browser.code()
    provider.clock.advance(300)

    assert_error_redirect(await browser.authorize(prompt="none"), "login_required")
    assert len(provider.upstream.sent) == 1


async def test_the_limit_is_a_setting(key_file: str) -> None:
    """N-AZ-27: ROLE_FRESHNESS."""
    provider = provider_of(settings_for(key_file, DISCORD_BOT_TOKEN="x", ROLE_FRESHNESS="10"))
    browser = Browser(provider)
    await browser.code()

    provider.clock.advance(9)
    await browser.code()
    assert provider.members.asked == []
    provider.clock.advance(1)
    await browser.code()
    assert provider.members.asked == [builders.DISCORD_ID]


@pytest.mark.parametrize("prompt", PROMPTS)
async def test_while_discord_does_not_tell_there_is_no_code_and_the_session_stays(
    with_bot: Provider, prompt: str | None
) -> None:
    """N-AZ-27, F-26: neither a yes nor a no."""
    browser = Browser(with_bot)
    await browser.code()
    with_bot.clock.advance(300)
    with_bot.members.answer = UpstreamUnavailable("canary: 503")

    assert_error_redirect(await browser.authorize(prompt=prompt), "temporarily_unavailable")
    with_bot.members.answer = builders.a_membership()
    assert "code=" in (await browser.authorize(prompt="none")).headers["location"]


async def test_the_time_on_the_consent_page_counts(with_bot: Provider) -> None:
    """N-AZ-27: the roles are read again after the answer."""
    browser = Browser(with_bot)
    page = await browser.asked(prompt="consent")
    with_bot.members.answer = DEMOTED
    with_bot.clock.advance(300)

    told = await browser.told(await browser.press(page, "Allow"))
    assert told["roles"] == []


OUTSIDE = {
    "left": None,
    "behind screening": builders.a_membership(pending=True),
    "guest": builders.a_membership(guest=True),
}


@pytest.mark.parametrize("answer", OUTSIDE.values(), ids=OUTSIDE.keys())
async def test_who_is_no_longer_a_member_gets_the_page_and_the_session_is_dead(
    with_bot: Provider, answer: Membership | None
) -> None:
    """N-AZ-27 (C-52, C-69): also for those who come back within the hour."""
    browser = Browser(with_bot)
    await browser.code()
    with_bot.clock.advance(300)
    with_bot.members.answer = answer

    assert_page(await browser.authorize(), 403)
    with_bot.members.answer = builders.a_membership()
    assert_error_redirect(await browser.authorize(prompt="none"), "login_required")
    assert "session:" not in with_bot.memory.everything()


async def test_under_prompt_none_who_is_no_longer_a_member_is_told_to_the_client(
    with_bot: Provider,
) -> None:
    """N-AZ-27 (C-65, C-69): no page; and the session is dead all the same."""
    browser = Browser(with_bot)
    await browser.code()
    with_bot.clock.advance(300)
    with_bot.members.answer = None

    assert_error_redirect(await browser.authorize(prompt="none"), "access_denied")
    with_bot.members.answer = builders.a_membership()
    assert_error_redirect(await browser.authorize(prompt="none"), "login_required")


@pytest.mark.parametrize("answer", OUTSIDE.values(), ids=OUTSIDE.keys())
async def test_a_trip_that_finds_somebody_outside_ends_the_session_they_had(
    browser: Browser, provider: Provider, answer: Membership | None
) -> None:
    """N-AZ-27 (C-69): the session is young, but it is known to be wrong."""
    await browser.code()
    provider.upstream.answer = builders.an_identity(membership=answer)

    assert_page(await browser.sign_in_anew(), 403)
    assert_error_redirect(await browser.authorize(prompt="none"), "login_required")


async def test_a_trip_with_another_account_that_is_outside_ends_nothing(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-27: the first account is as much a member as before."""
    await browser.code()
    provider.upstream.answer = builders.an_identity(discord_id="1" * 18, membership=None)

    assert_page(await browser.sign_in_anew(), 403)
    assert "code=" in (await browser.authorize(prompt="none")).headers["location"]
