"""Setting out for Discord without a session: what is kept, and what Discord is asked."""

import pytest

from domain.opaque_token import digest, is_opaque_token
from tests.builders import BROWSER, a_client, an_auth_request, authorization_parameters
from tests.unit.application.house import LOGIN_LIFETIME, House

pytestmark = pytest.mark.anyio


async def test_a_good_request_waits_under_the_digest_of_the_state_sent_to_discord(
    house: House,
) -> None:
    trip = await house.set_out()
    login = await house.logins.get(digest(trip.state))
    assert login
    assert login.request == an_auth_request()
    assert login.browser_digest == digest(trip.browser)
    assert login.expires_at == house.clock.now() + LOGIN_LIFETIME


async def test_the_trip_has_a_state_and_a_verifier_of_its_own(house: House) -> None:
    trip = await house.set_out()
    login = await house.logins.get(digest(trip.state))
    sent = house.upstream.sent[0]
    assert login
    assert sent.code_challenge.matches(login.upstream_code_verifier)
    assert sent.code_challenge != login.request.code_challenge
    secrets = {trip.state, trip.browser, login.upstream_code_verifier, "af0ifjsldkj"}
    assert len(secrets) == 4


async def test_no_two_trips_share_state_or_verifier(house: House) -> None:
    trips = [await house.set_out() for _ in range(2)]
    assert trips[0].state != trips[1].state
    assert house.upstream.sent[0].code_challenge != house.upstream.sent[1].code_challenge


async def test_a_browser_that_has_a_cookie_keeps_it(house: House) -> None:
    trip = await house.authorize(authorization_parameters(), browser=BROWSER)
    assert trip.browser == BROWSER


@pytest.mark.parametrize("cookie", [None, "", "short", "b" * 44, "\u00e9" * 43])
async def test_any_other_browser_gets_a_new_cookie(house: House, cookie: str | None) -> None:
    trip = await house.authorize(authorization_parameters(), browser=cookie)
    assert trip.browser != cookie
    assert is_opaque_token(trip.browser)


@pytest.mark.parametrize(("scope", "email"), [("openid profile", False), ("openid email", True)])
async def test_discord_is_asked_for_the_email_only_if_the_client_asks(
    house: House, scope: str, *, email: bool
) -> None:
    await house.set_out(scope=scope)
    assert house.upstream.sent[0].email is email


async def test_an_email_the_client_may_not_have_is_not_asked_for(house: House) -> None:
    house.register(a_client(allowed_scope=frozenset({"openid"})))
    await house.set_out(scope="openid email")
    assert house.upstream.sent[0].email is False


async def test_an_email_that_is_asked_for_by_claims_is_asked_for(house: House) -> None:
    await house.set_out(scope="openid", claims='{"userinfo":{"email":null}}')
    assert house.upstream.sent[0].email is True


@pytest.mark.parametrize("prompt", [None, "consent"])
async def test_a_first_sign_in_goes_straight_to_discord_which_need_not_ask(
    house: House, prompt: str | None
) -> None:
    trip = await house.set_out(prompt=prompt)
    login = await house.logins.get(digest(trip.state))
    assert house.upstream.sent[0].choose_account is False
    assert login
    assert login.chosen is False
