"""Who has signed in once needs no other trip to Discord, for any application."""

import pytest

from application.events import SignedIn
from tests.integration.http.browser import Browser
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import CLIENT_ID, OTHER, OTHER_ID, OTHER_REDIRECT, Provider

pytestmark = pytest.mark.anyio

SAME = ("sub", "auth_time", "sid")


async def test_a_first_sign_in_goes_straight_to_discord(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-26: no page of ours comes before it, and Discord need not ask either."""
    response = await browser.authorize()

    assert response.headers["location"].startswith("https://discord.test/oauth2/authorize?")
    assert [trip.choose_account for trip in provider.upstream.sent] == [False]


async def test_another_application_needs_no_trip_and_learns_of_the_same_sign_in(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-26."""
    first = claims_of((await browser.tokens())["id_token"])
    provider.clock.advance(200)
    answer = await browser.authorize(**OTHER)
    second = await browser.told(answer, **OTHER)

    assert answer.headers["location"].startswith(f"{OTHER_REDIRECT}?code=")
    assert len(provider.upstream.sent) == 1
    assert {name: second[name] for name in SAME} == {name: first[name] for name in SAME}
    assert (first["aud"], second["aud"]) == (CLIENT_ID, OTHER_ID)
    assert second["iat"] - first["iat"] == 200


async def test_each_sign_in_from_the_session_is_noted(browser: Browser, provider: Provider) -> None:
    """N-AZ-26."""
    await browser.code()
    await browser.code(**OTHER)

    signed_in = [event for event in provider.audit.events if isinstance(event, SignedIn)]
    assert [event.client_id for event in signed_in] == [CLIENT_ID, OTHER_ID]


async def test_another_browser_has_no_part_in_it(browser: Browser, provider: Provider) -> None:
    """N-AZ-26."""
    await browser.code()
    response = await Browser(provider).authorize()

    assert response.headers["location"].startswith("https://discord.test/")


async def test_two_people_and_two_browsers_never_share_a_sid(provider: Provider) -> None:
    """N-TK-14: the sid names one browser's sign-in, not a person."""
    told = [claims_of((await Browser(provider).tokens())["id_token"]) for _ in range(5)]

    assert len({claims["sid"] for claims in told}) == 5
    assert len({claims["sub"] for claims in told}) == 1


async def test_the_sid_is_not_what_the_cookie_holds(browser: Browser, provider: Provider) -> None:
    """N-X-06: it is told to applications, and opens nothing."""
    sid = claims_of((await browser.tokens())["id_token"])["sid"]
    thief = Browser(provider)
    thief.http.cookies.set(browser.session_cookie, sid, domain="id.example.org")

    assert sid != browser.session
    assert (await thief.authorize()).headers["location"].startswith("https://discord.test/")
