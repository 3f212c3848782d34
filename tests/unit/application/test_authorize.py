"""Beginning a sign-in: which check comes first, and where its error goes."""

import pytest

from domain.authorization_response import AuthorizationRefused
from domain.errors import UntrustedClient
from domain.opaque_token import digest, is_opaque_token
from domain.parameters import Parameters
from tests.builders import (
    BROWSER,
    CLIENT_ID,
    REDIRECT_URI,
    a_client,
    an_auth_request,
    authorization_parameters,
)
from tests.fakes.failing_store import FailingLoginStore, Faults
from tests.unit.application.house import LOGIN_LIFETIME, House

pytestmark = pytest.mark.anyio

_EVERY_OTHER_FAULT: dict[str, str | None] = {
    "response_type": "token",
    "scope": "\u00e9",
    "prompt": "none login",
    "max_age": "-1",
    "request": "x",
    "state": "s" * 2049,
    "code_challenge_method": "plain",
}
_FAULTS: list[tuple[dict[str, str | None], str]] = [
    ({"response_type": None}, "invalid_request"),
    ({"response_type": "token"}, "unsupported_response_type"),
    ({"scope": "unknown"}, "invalid_scope"),
    ({"state": "s" * 2049}, "invalid_request"),
    ({"code_challenge_method": "plain"}, "invalid_request"),
    ({"request": "x"}, "request_not_supported"),
    ({"max_age": "+5"}, "invalid_request"),
    ({"prompt": "none"}, "login_required"),
    ({"prompt": "none login"}, "invalid_request"),
]


def _store_is_down(house: House) -> None:
    house.logins = FailingLoginStore(house.logins, Faults(refused=frozenset({"put", "get"})))


async def _refusal(house: House, parameters: Parameters) -> AuthorizationRefused:
    with pytest.raises(AuthorizationRefused) as refusal:
        await house.authorize(parameters)
    return refusal.value


@pytest.mark.parametrize("client_id", [None, "unknown", CLIENT_ID.upper(), CLIENT_ID + " "])
async def test_an_unknown_client_comes_before_every_other_fault(
    house: House, client_id: str | None
) -> None:
    _store_is_down(house)
    with pytest.raises(UntrustedClient):
        await house.set_out(**_EVERY_OTHER_FAULT | {"client_id": client_id, "redirect_uri": "x"})


@pytest.mark.parametrize("redirect_uri", [None, "https://evil.example/cb", REDIRECT_URI + "/"])
async def test_an_unregistered_redirect_uri_comes_before_every_other_fault(
    house: House, redirect_uri: str | None
) -> None:
    _store_is_down(house)
    with pytest.raises(UntrustedClient):
        await house.set_out(**_EVERY_OTHER_FAULT | {"redirect_uri": redirect_uri})


async def test_an_unregistered_redirect_uri_is_not_redirected_to_when_the_store_is_down(
    house: House,
) -> None:
    _store_is_down(house)
    with pytest.raises(UntrustedClient):
        await house.set_out(redirect_uri="https://evil.example/cb")


async def test_another_clients_redirect_uri_is_unregistered(house: House) -> None:
    theirs = a_client(client_id="other", redirect_uris=frozenset({"https://other.example/cb"}))
    house.register(a_client(), theirs)
    with pytest.raises(UntrustedClient):
        await house.set_out(redirect_uri="https://other.example/cb")


@pytest.mark.parametrize("name", ["client_id", "redirect_uri"])
@pytest.mark.parametrize("value", ["same", "https://evil.example/cb"])
async def test_a_repeated_client_id_or_redirect_uri_is_a_page(
    house: House, name: str, value: str
) -> None:
    good = an_auth_request().restarted()
    second = good[name] if value == "same" else value
    with pytest.raises(UntrustedClient):
        await house.authorize(Parameters([*good.items(), (name, second)]))


@pytest.mark.parametrize(("changes", "error"), _FAULTS)
async def test_any_later_fault_is_told_to_the_client_with_its_state(
    house: House, changes: dict[str, str | None], error: str
) -> None:
    refusal = await _refusal(house, authorization_parameters(**changes))
    assert refusal.error.error == error
    assert refusal.target.redirect_uri == REDIRECT_URI
    assert refusal.target.state == changes.get("state", "af0ifjsldkj")
    assert refusal.client_id == CLIENT_ID


async def test_a_repeated_state_is_told_to_the_client_without_any_state(house: House) -> None:
    pairs = [*an_auth_request().restarted().items(), ("state", "another")]
    refusal = await _refusal(house, Parameters(pairs))
    assert (refusal.error.error, refusal.target.state) == ("invalid_request", None)


async def test_malformed_input_is_told_to_the_client(house: House) -> None:
    good = an_auth_request().restarted()
    refusal = await _refusal(house, Parameters(good.items(), malformed=True))
    assert refusal.error.error == "invalid_request"


async def test_a_store_that_does_not_answer_is_told_to_the_client(house: House) -> None:
    _store_is_down(house)
    refusal = await _refusal(house, authorization_parameters())
    assert refusal.error.error == "temporarily_unavailable"
    assert refusal.target.redirect_uri == REDIRECT_URI


@pytest.mark.parametrize(("changes", "error"), _FAULTS)
async def test_a_refused_request_keeps_nothing_and_sends_nobody_anywhere(
    house: House, changes: dict[str, str | None], error: str
) -> None:
    refusal = await _refusal(house, authorization_parameters(**changes))
    assert (refusal.error.error, house.upstream.sent, house.tokens.count) == (error, [], 0)


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


@pytest.mark.parametrize(("prompt", "chosen"), [(None, False), ("login", True), ("consent", True)])
async def test_a_prompt_makes_discord_show_its_own_page(
    house: House, prompt: str | None, *, chosen: bool
) -> None:
    await house.set_out(prompt=prompt)
    assert house.upstream.sent[0].choose_account is chosen
