"""People the operator has blocked, and applications that were switched off."""

import pytest
from dependency_injector import providers
from structlog.typing import EventDict

from application.events import BlockedPersonRefused, NotAMember
from tests import builders
from tests.integration.http.answers import assert_error_redirect, assert_page
from tests.integration.http.browser import STATE, Browser
from tests.integration.http.harness import (
    BLOCKED_ID,
    CLIENT_ID,
    CONSENT,
    DISCORD,
    HTTPS_ISSUER,
    REDIRECT,
    SIGN_IN,
    SWITCHED_OFF_ID,
    Provider,
    query_of,
)
from tests.integration.http.page import Page
from tests.integration.http.program import restarted
from tests.integration.http.refreshing_clients import clients

pytestmark = pytest.mark.anyio

BLOCKED = builders.an_identity(discord_id=BLOCKED_ID)
OFF = {"client_id": SWITCHED_OFF_ID}
SWITCHED_OFF = clients(**{CLIENT_ID: {"enabled": False}})


async def test_a_blocked_person_gets_a_page_and_no_code(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-24, N-RF-04: who they are, why, and the two ways on."""
    provider.upstream.answer = BLOCKED
    response = await browser.sign_in()
    page = Page(response)

    assert_page(response, 403)
    assert "This account is blocked here" in page.text
    assert "nelly" in page.text
    assert "Nothing about you was shared" in page.text
    assert set(page.links) == {"Use another account", f"Back to {CLIENT_ID}"}
    assert page.links["Use another account"].startswith(f"{DISCORD}?")
    back = page.links[f"Back to {CLIENT_ID}"]
    assert back.startswith(REDIRECT)
    answer = query_of(back)
    assert (answer["error"], answer["state"], answer["iss"]) == (
        "access_denied",
        STATE,
        HTTPS_ISSUER,
    )
    assert browser.session is None
    assert "auth_code" not in provider.memory.everything()
    assert provider.audit.events == [BlockedPersonRefused(client_id=CLIENT_ID, sub=BLOCKED_ID)]


async def test_who_is_blocked_and_no_member_either_is_told_that_they_are_blocked(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-24: the page does not tell what would be different otherwise."""
    provider.upstream.answer = builders.an_identity(discord_id=BLOCKED_ID, membership=None)

    assert "This account is blocked here" in Page(await browser.sign_in()).text
    assert not [event for event in provider.audit.events if isinstance(event, NotAMember)]


async def test_a_blocked_person_is_not_told_what_the_application_would_learn(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-28 (C-64): no question is asked of whoever may not come in."""
    provider.upstream.answer = BLOCKED

    assert_page(await browser.sign_in(prompt="consent"), 403)
    assert_page(await browser.sign_in(client_id="always"), 403)


async def test_another_account_of_a_blocked_person_comes_in(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-24: accounts are blocked, not browsers."""
    provider.upstream.answer = BLOCKED
    page = Page(await browser.sign_in())
    provider.upstream.answer = builders.an_identity()
    back = await browser.come_back(query_of(page.links["Use another account"])["state"])

    assert (await browser.told(back))["sub"] == builders.DISCORD_ID


@pytest.mark.parametrize("prompt", [None, "none"])
async def test_a_session_of_somebody_who_was_blocked_since_is_dead(
    offline: Provider, prompt: str | None
) -> None:
    """N-RF-04 (C-24, C-69): however young the roles are; applications are told."""
    browser = Browser(offline)
    await browser.code()
    after = restarted(offline, BLOCKED_USERS=f'["{builders.DISCORD_ID}"]')
    there = Browser(after)
    there.http.cookies.update(browser.http.cookies)
    refused = await there.authorize(prompt=prompt)

    if prompt:
        assert_error_redirect(refused, "access_denied")
    else:
        assert_page(refused, 403)
    assert [sent.client_id for sent in after.delivery.sent] == [CLIENT_ID]
    assert after.members.asked == []
    assert not await browser.is_signed_in()


async def test_who_answers_a_page_after_they_were_blocked_gets_no_code(offline: Provider) -> None:
    """N-RF-04 (C-64)."""
    browser = Browser(offline)
    page = await browser.asked(prompt="consent")
    after = restarted(offline, BLOCKED_USERS=f'["{builders.DISCORD_ID}"]')
    there = Browser(after)
    there.http.cookies.update(browser.http.cookies)

    assert_page(await there.press(page, "Allow"), 403)
    assert not await there.is_signed_in()


async def test_an_application_that_was_switched_off_gets_nobody_not_even_an_error(
    browser: Browser, provider: Provider, logs: list[EventDict]
) -> None:
    """N-AZ-02: its addresses are not trusted either; the log has the reason."""
    for changes in ({}, {"prompt": "none"}, {"scope": ""}, {"response_mode": "form_post"}):
        logs.clear()
        response = await browser.authorize(**OFF, **changes)
        assert_page(response)
        assert "This application is switched off" in Page(response).text
        assert "app.example.org" not in response.text
        (entry,) = logs
        assert entry["title"] == "This application is switched off"
        assert entry["reason"] == "the client is switched off: enabled is false"
        assert entry["reference"] in response.text

    assert provider.upstream.sent == []
    assert "auth_req" not in provider.memory.everything()


async def test_a_switched_off_application_with_an_address_that_is_not_its_own_reads_alike(
    browser: Browser,
) -> None:
    """N-AZ-03: nothing is looked at before that."""
    response = await browser.authorize(**OFF, redirect_uri="https://evil.example/")

    assert "This application is switched off" in Page(response).text


async def under_way(browser: Browser, where: str) -> str:
    if where == "trip":
        return await browser.begin()
    page = await browser.asked(prompt={SIGN_IN: "login", CONSENT: "consent"}[where])
    return str(page.url)


@pytest.mark.parametrize("where", ["trip", SIGN_IN, CONSENT])
async def test_whoever_was_under_way_to_it_arrives_nowhere(offline: Provider, where: str) -> None:
    """N-AZ-02 (C-64): at the callback, and at the pages that ask."""
    browser = Browser(offline)
    at = await under_way(browser, where)
    after = restarted(offline, OAUTH_CLIENTS=SWITCHED_OFF)
    after.container.adapters.upstream.override(providers.Object(offline.upstream))
    there = Browser(after)
    there.http.cookies.update(browser.http.cookies)
    response = await (there.come_back(at) if where == "trip" else there.http.get(at))

    assert_page(response)
    assert "This application is switched off" in Page(response).text
    assert "auth_code" not in offline.memory.everything()


async def test_an_application_may_still_end_its_tokens_when_it_was_switched_off(
    offline: Provider,
) -> None:
    """N-RV-01: that does nobody harm."""
    browser = Browser(offline)
    tokens = await browser.tokens()
    after = restarted(offline, OAUTH_CLIENTS=SWITCHED_OFF)
    form = {"client_id": CLIENT_ID, "client_secret": "a-long-random-secret"}
    there = Browser(after)
    token = {"token": tokens["access_token"]}

    assert (await there.http.post("/oauth/revoke", data={**form, **token})).status_code == 200
    # Ended by its own client, so that it is dead also when the application is back.
    assert (await browser.userinfo(tokens["access_token"])).status_code == 401
