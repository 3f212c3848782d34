"""Whether a person is asked before something is shared, and what is remembered of the answer."""

import json

import pytest

from application.events import ConsentGiven
from tests import builders
from tests.integration.http.answers import assert_error_redirect
from tests.integration.http.browser import Browser
from tests.integration.http.harness import CONSENT, NATIVE, ONCE_ID, Provider
from tests.integration.http.page import Page

pytestmark = pytest.mark.anyio

ONCE = {"client_id": ONCE_ID}
NAME_BY_NAME = json.dumps({"userinfo": {"name": None}})


async def agree(browser: Browser, **changes: str) -> None:
    answer = await browser.press(await browser.asked(**changes), "Allow")
    assert "code=" in answer.headers["location"]


async def is_asked(browser: Browser, **changes: str) -> bool:
    location = (await browser.sign_in(**changes)).headers["location"]
    assert f"{CONSENT}?interaction=" in location or "code=" in location
    return CONSENT in location


async def test_a_client_the_operator_registered_shares_without_asking(browser: Browser) -> None:
    """N-AZ-28: "never" is what such a client has without saying."""
    assert not await is_asked(browser)
    assert not await is_asked(browser)


@pytest.mark.parametrize("client", [{"client_id": "always"}, NATIVE], ids=["said", "default"])
async def test_always_means_each_time(browser: Browser, client: dict[str, str]) -> None:
    """N-AZ-28 (C-48): the default of public clients on the person's own device."""
    for _ in range(3):
        await agree(browser, **client)


async def test_once_means_once_per_person_client_and_scope(browser: Browser) -> None:
    """N-AZ-28."""
    await agree(browser, **ONCE, scope="openid profile")

    assert not await is_asked(browser, **ONCE, scope="openid profile")
    assert not await is_asked(browser, **ONCE, scope="openid")
    assert await is_asked(browser, **ONCE, scope="openid roles")
    assert await is_asked(browser, **ONCE, scope="openid profile roles")
    await agree(browser, **ONCE, scope="openid roles")
    assert not await is_asked(browser, **ONCE, scope="openid profile roles")


async def test_claims_asked_for_by_name_need_the_consent_of_their_scope(browser: Browser) -> None:
    """N-AZ-28 (C-63)."""
    await agree(browser, **ONCE, scope="openid")

    assert await is_asked(browser, **ONCE, scope="openid", claims=NAME_BY_NAME)
    await agree(browser, **ONCE, scope="openid", claims=NAME_BY_NAME)
    assert not await is_asked(browser, **ONCE, scope="openid profile")


async def test_what_a_person_agreed_to_counts_in_each_of_their_browsers(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-28."""
    await agree(browser, **ONCE)

    assert not await is_asked(Browser(provider), **ONCE)


async def test_it_does_not_count_for_another_person_or_another_client(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-28 (C-63): not even in the same browser."""
    await agree(browser, **ONCE)

    assert await is_asked(browser, client_id="always")
    provider.upstream.answer = builders.an_identity(discord_id="80351110224678913")
    await browser.sign_in_anew()
    assert await is_asked(browser, **ONCE)


async def test_it_is_remembered_for_a_year(browser: Browser, provider: Provider) -> None:
    """N-AZ-28."""
    await agree(browser, **ONCE)

    provider.clock.advance(365 * 86_400 - 1)
    assert not await is_asked(browser, **ONCE)
    provider.clock.advance(1)
    assert await is_asked(browser, **ONCE)


async def test_prompt_consent_always_asks_and_what_is_agreed_is_remembered(
    browser: Browser,
) -> None:
    """N-AZ-28: whatever the client's own setting is."""
    for client_id in ("dashboard", ONCE_ID, "always"):
        for _ in range(2):
            await agree(browser, client_id=client_id, prompt="consent")

    assert not await is_asked(browser, **ONCE)


async def test_a_no_is_not_remembered_as_a_yes(browser: Browser, provider: Provider) -> None:
    """N-AZ-28."""
    page = await browser.asked(**ONCE)
    assert_error_redirect(await browser.press(page, "Cancel"), "access_denied")

    assert await is_asked(browser, **ONCE)
    assert "consent:" not in provider.memory.everything()
    assert not [e for e in provider.audit.events if isinstance(e, ConsentGiven)]


async def test_a_yes_is_noted_with_what_it_was_given_for(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-28."""
    await agree(browser, **ONCE, scope="openid roles")

    (event,) = [e for e in provider.audit.events if isinstance(e, ConsentGiven)]
    assert (event.client_id, event.sub) == (ONCE_ID, builders.DISCORD_ID)
    assert event.scope == "openid roles"


SHARED = {
    "profile": "your Discord names, your picture and your language",
    "email": "your email address at Discord",
    "roles": "your roles in the Discord server",
    "groups": "the teams your roles stand for",
}


@pytest.mark.parametrize("scope", SHARED)
async def test_the_page_says_who_would_learn_what_and_no_more(browser: Browser, scope: str) -> None:
    """N-AZ-28: by scope, and by claims that amount to one."""
    page = Page(await browser.asked(**ONCE, scope=f"openid {scope}"))
    told = " ".join(page.text.split())

    assert ONCE_ID in told
    assert "nelly" in told
    assert "app.example.org" in told
    assert {name for name, words in SHARED.items() if words in told} == {scope}


async def test_use_another_account_leads_to_discord_and_asks_that_account(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-28: Discord lets them choose, and the consent is theirs."""
    page = await browser.asked(**ONCE)
    provider.upstream.answer = builders.an_identity(discord_id="80351110224678913", username="otto")
    back = await browser.travel(await browser.press(page, "Use another account"))
    page = await browser.follow(back)

    assert provider.upstream.sent[-1].choose_account
    assert "otto" in page.text
    told = await browser.told(await browser.press(page, "Allow"), **ONCE)
    assert told["sub"] == "80351110224678913"
