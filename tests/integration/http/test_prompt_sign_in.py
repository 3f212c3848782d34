"""prompt=login and prompt=select_account: our page first, then Discord's, then a new sign-in."""

import pytest

from domain.identity import Identity
from tests import builders
from tests.integration.http.browser import Browser
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import CLIENT_ID, SIGN_IN, Provider
from tests.integration.http.page import Page

pytestmark = pytest.mark.anyio

SOMEBODY_ELSE = builders.an_identity(discord_id="80351110224678913", username="otto")
PROMPTS = ["login", "select_account", "login select_account", "select_account login"]


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("has_session", [False, True])
async def test_our_sign_in_page_comes_before_any_trip(
    browser: Browser, provider: Provider, prompt: str, *, has_session: bool
) -> None:
    """N-AZ-18: whether or not somebody is signed in."""
    if has_session:
        await browser.code()
    trips = len(provider.upstream.sent)
    answer = await browser.authorize(prompt=prompt)
    page = Page(await browser.follow(answer))

    assert answer.headers["location"].startswith(f"{provider.issuer}{SIGN_IN}?interaction=")
    assert len(provider.upstream.sent) == trips
    assert CLIENT_ID in page.text
    assert ("nelly" in page.text) is has_session
    assert page.form.buttons.keys() == {"Continue with Discord", "Cancel"}


@pytest.mark.parametrize("prompt", ["login", "select_account"])
async def test_the_button_leads_to_discord_which_asks_and_ends_in_a_new_sign_in(
    browser: Browser, provider: Provider, prompt: str
) -> None:
    """N-AZ-18: a newer auth_time, by the same person under the same sid."""
    first = await browser.told(await browser.sign_in())
    provider.clock.advance(1)
    page = await browser.page_for(prompt=prompt)
    answer = await browser.travel(await browser.press(page, "Continue with Discord"))
    second = await browser.told(answer)

    assert [trip.choose_account for trip in provider.upstream.sent] == [False, True]
    assert second["auth_time"] == first["auth_time"] + 1
    assert (second["sub"], second["sid"]) == (first["sub"], first["sid"])


async def test_without_a_session_it_is_a_first_sign_in_like_any_other(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-18."""
    told = await browser.told(await browser.sign_in_anew())

    assert told["auth_time"] == int(provider.clock.now().timestamp())
    assert [trip.choose_account for trip in provider.upstream.sent] == [True]


@pytest.mark.parametrize("somebody", [SOMEBODY_ELSE])
async def test_another_account_takes_the_session_over_under_another_sid(
    browser: Browser, provider: Provider, somebody: Identity
) -> None:
    """N-AZ-18: nothing of the first person is left."""
    first = await browser.told(await browser.sign_in())
    provider.upstream.answer = somebody
    second = await browser.told(await browser.sign_in_anew())
    third = await browser.told(await browser.authorize(prompt="none"))

    assert (first["sub"], second["sub"]) == (builders.DISCORD_ID, somebody.discord_id)
    assert first["sid"] != second["sid"] == third["sid"]
    assert third["sub"] == somebody.discord_id


async def test_a_new_sign_in_counts_for_every_application(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-18: one session, one auth_time."""
    await browser.code()
    provider.clock.advance(100)
    anew = await browser.told(await browser.sign_in_anew())
    plain = claims_of((await browser.tokens())["id_token"])

    assert plain["auth_time"] == anew["auth_time"]
    assert len(provider.upstream.sent) == 2


async def test_login_and_consent_together_ask_one_after_the_other(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-17, N-AZ-18."""
    await browser.code()
    sign_in = await browser.page_for(prompt="login consent")
    assert Page(sign_in).title == "Sign in"
    back = await browser.travel(await browser.press(sign_in, "Continue with Discord"))
    consent = await browser.follow(back)

    assert Page(consent).title == f"Share your details with {CLIENT_ID}?"
    assert "code=" in (await browser.press(consent, "Allow")).headers["location"]
    assert len(provider.upstream.sent) == 2


@pytest.mark.parametrize("prompt", ["", " ", "  "])
async def test_a_prompt_of_nothing_asks_nothing(browser: Browser, prompt: str) -> None:
    """N-AZ-17."""
    await browser.code()

    assert "code=" in (await browser.authorize(prompt=prompt)).headers["location"]
