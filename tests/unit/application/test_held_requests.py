"""A long request that came by POST: checked, kept, and taken up as if it had come by GET."""

import pytest

from domain.authorization_response import AuthorizationRefused
from domain.opaque_token import digest, is_opaque_token
from domain.page_refusals import LoginExpired, UntrustedClient
from domain.parameters import Parameters
from tests.builders import BROWSER, a_client, an_auth_request, authorization_parameters
from tests.unit.application.house import LOGIN_LIFETIME, House, Signed, code_of, trip_of
from tests.unit.application.situations import word_for
from tests.unit.application.steps import NOBODY, hold, resume

pytestmark = pytest.mark.anyio


async def test_a_request_lies_under_the_digest_of_its_reference(house: House) -> None:
    reference = await hold(house, authorization_parameters())
    assert is_opaque_token(reference)
    held = await house.requests.get(digest(reference))
    assert held
    assert held.request == an_auth_request()
    assert held.expires_at == house.clock.now() + LOGIN_LIFETIME
    assert await house.requests.get(reference) is None


async def test_keeping_a_request_sends_nobody_anywhere(house: House) -> None:
    await hold(house, authorization_parameters())
    assert house.upstream.sent == []


async def test_without_a_session_it_goes_on_to_discord_in_the_same_browser(house: House) -> None:
    trip = trip_of(await resume(house, await hold(house, authorization_parameters())))
    login = await house.logins.get(digest(trip.state))
    assert login
    assert (login.request, trip.browser) == (an_auth_request(), BROWSER)
    assert code_of(await house.come_back(trip))


async def test_with_a_session_it_is_answered_at_once(house: House) -> None:
    who = await house.begin_session()
    reference = await hold(house, authorization_parameters(state="s" * 4096))
    outcome = await resume(house, reference, who)
    assert ("state", "s" * 4096) in getattr(outcome, "parameters", ())


async def test_a_page_may_be_loaded_again(house: House) -> None:
    reference = await hold(house, authorization_parameters(prompt="login"))
    words = [word_for(house, await resume(house, reference)) for _ in range(2)]
    assert words == ["sign-in", "sign-in"]


async def test_a_reference_gives_no_session_to_who_has_it(house: House) -> None:
    who = await house.begin_session()
    reference = await hold(house, authorization_parameters(prompt="none"))
    assert code_of(await resume(house, reference, who))
    stranger = Signed(browser=who.browser, session=NOBODY.session)
    with pytest.raises(AuthorizationRefused) as refusal:
        await resume(house, reference, stranger)
    assert refusal.value.error.error == "login_required"


@pytest.mark.parametrize("reference", [None, "", "short", "a" * 44, "a" * 43, "\u00e9" * 43])
async def test_a_reference_that_is_not_ours_is_refused(house: House, reference: str | None) -> None:
    await hold(house, authorization_parameters())
    with pytest.raises(LoginExpired):
        await resume(house, reference)


async def test_a_request_is_kept_as_long_as_a_sign_in_may_take(house: House) -> None:
    reference = await hold(house, authorization_parameters())
    house.clock.advance(LOGIN_LIFETIME.total_seconds() - 1)
    assert word_for(house, await resume(house, reference)) == "pass"
    house.clock.advance(1)
    with pytest.raises(LoginExpired):
        await resume(house, reference)


@pytest.mark.parametrize(
    "changes", [{"client_id": "unknown"}, {"redirect_uri": "https://evil.example/cb"}]
)
async def test_a_request_of_nobody_we_know_is_not_kept(
    house: House, changes: dict[str, str]
) -> None:
    with pytest.raises(UntrustedClient):
        await hold(house, authorization_parameters(**changes))
    assert house.tokens.count == 0


@pytest.mark.parametrize(
    "changes",
    [{"response_type": None}, {"claims": "{"}, {"state": "s" * 4097}, {"id_token_hint": "x"}],
)
async def test_a_request_with_a_fault_is_told_to_the_client_and_not_kept(
    house: House, changes: dict[str, str | None]
) -> None:
    with pytest.raises(AuthorizationRefused) as refusal:
        await hold(house, authorization_parameters(**changes))
    assert (refusal.value.error.error, house.tokens.count) == ("invalid_request", 0)


async def test_what_is_malformed_or_repeated_is_told_to_the_client(house: House) -> None:
    pairs = authorization_parameters().pairs()
    for parameters in (Parameters(pairs, malformed=True), Parameters([*pairs, ("nonce", "n")])):
        with pytest.raises(AuthorizationRefused) as refusal:
            await hold(house, parameters)
        assert refusal.value.error.error == "invalid_request"


async def test_a_client_that_was_removed_meanwhile_gets_no_answer(house: House) -> None:
    reference = await hold(house, authorization_parameters())
    house.register(a_client(client_id="other"))
    with pytest.raises(UntrustedClient):
        await resume(house, reference)


async def test_the_answer_travels_as_the_request_said(house: House) -> None:
    reference = await hold(
        house, authorization_parameters(prompt="none", response_mode="form_post")
    )
    with pytest.raises(AuthorizationRefused) as refusal:
        await resume(house, reference)
    assert refusal.value.target.response_mode == "form_post"
