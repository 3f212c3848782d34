"""The checks of a callback, before anything is consumed or asked."""

import pytest

from application.sign_in.open_login import OpenLogin
from domain.authorization_response import ResponseMode
from domain.errors import InvalidRequest
from domain.opaque_token import digest
from domain.page_refusals import (
    ForeignBrowser,
    ForeignIssuer,
    LoginExpired,
    PageRefusal,
    UntrustedClient,
)
from domain.parameters import Parameters
from tests.builders import REDIRECT_URI, a_client, an_auth_request
from tests.unit.application.house import UPSTREAM_ISSUER, House, Trip
from tests.unit.application.presented import callback

pytestmark = pytest.mark.anyio

_STATES = ["", "short", "a" * 42, "a" * 44, "*" * 43, "\u00e9" * 43, "a" * 43]
_ISSUERS = ["https://evil.example", UPSTREAM_ISSUER + "/", UPSTREAM_ISSUER.upper(), "discord.test"]


async def _open(house: House, parameters: Parameters, browser: str | None) -> None:
    use_case = OpenLogin(
        recall_visit=house.recall_visit(),
        logins=house.logins,
        clock=house.clock,
        upstream_issuer=UPSTREAM_ISSUER,
    )
    await use_case(parameters, browser=browser)


async def _refused(house: House, parameters: Parameters, browser: str | None) -> Exception:
    with pytest.raises((PageRefusal, InvalidRequest)) as refusal:
        await _open(house, parameters, browser)
    return refusal.value


async def _still_open(house: House, trip: Trip) -> bool:
    return await house.logins.get(digest(trip.state)) is not None


async def test_the_right_browser_opens_its_login(house: House) -> None:
    trip = await house.set_out()
    use_case = OpenLogin(
        recall_visit=house.recall_visit(),
        logins=house.logins,
        clock=house.clock,
        upstream_issuer=UPSTREAM_ISSUER,
    )
    login, visit = await use_case(callback(state=trip.state), browser=trip.browser)
    assert login.request == visit.request == an_auth_request()
    assert visit.client == a_client()
    assert visit.target.redirect_uri == REDIRECT_URI
    assert visit.browser == trip.browser


@pytest.mark.parametrize("state", _STATES)
async def test_a_state_that_is_not_ours_is_refused(house: House, state: str) -> None:
    trip = await house.set_out()
    refusal = await _refused(house, callback(state=state), trip.browser)
    assert isinstance(refusal, LoginExpired)


@pytest.mark.parametrize("cookie", [None, "", "b" * 43, "short", "\u00e9" * 43])
async def test_another_browser_is_refused_and_the_login_stays(
    house: House, cookie: str | None
) -> None:
    trip = await house.set_out()
    refusal = await _refused(house, callback(state=trip.state), cookie)
    assert isinstance(refusal, ForeignBrowser)
    assert await _still_open(house, trip)


async def test_the_cookie_of_another_trip_is_another_browser(house: House) -> None:
    attacker, victim = await house.set_out(), await house.set_out()
    refusal = await _refused(house, callback(state=attacker.state), victim.browser)
    assert isinstance(refusal, ForeignBrowser)


async def test_a_login_that_took_too_long_is_refused(house: House) -> None:
    trip = await house.set_out()
    house.clock.advance(600)
    assert isinstance(await _refused(house, callback(state=trip.state), trip.browser), LoginExpired)


async def test_a_login_is_good_until_then(house: House) -> None:
    trip = await house.set_out()
    house.clock.advance(599)
    await _open(house, callback(state=trip.state), trip.browser)


@pytest.mark.parametrize("issuer", _ISSUERS)
async def test_an_answer_of_another_issuer_is_refused_and_the_login_stays(
    house: House, issuer: str
) -> None:
    trip = await house.set_out()
    refusal = await _refused(house, callback(state=trip.state, iss=issuer), trip.browser)
    assert isinstance(refusal, ForeignIssuer)
    assert await _still_open(house, trip)


@pytest.mark.parametrize("issuer", [None, UPSTREAM_ISSUER])
async def test_the_issuer_may_be_left_out_but_not_wrong(house: House, issuer: str | None) -> None:
    trip = await house.set_out()
    await _open(house, callback(state=trip.state, iss=issuer), trip.browser)


async def test_an_answer_without_code_and_error_is_refused_and_the_login_stays(
    house: House,
) -> None:
    trip = await house.set_out()
    refusal = await _refused(house, callback(state=trip.state, code=None), trip.browser)
    assert isinstance(refusal, InvalidRequest)
    assert await _still_open(house, trip)


@pytest.mark.parametrize("name", ["state", "code", "iss"])
async def test_a_repeated_parameter_is_refused_and_the_login_stays(house: House, name: str) -> None:
    trip = await house.set_out()
    good = {"state": trip.state, "code": "discord-code", "iss": UPSTREAM_ISSUER}
    repeated = Parameters([*good.items(), (name, good[name])])
    assert isinstance(await _refused(house, repeated, trip.browser), InvalidRequest)
    assert await _still_open(house, trip)


async def test_a_client_that_was_removed_meanwhile_gets_no_answer(house: House) -> None:
    trip = await house.set_out()
    house.register()
    refusal = await _refused(house, callback(state=trip.state), trip.browser)
    assert isinstance(refusal, UntrustedClient)


async def test_the_answer_will_travel_as_the_request_said(house: House) -> None:
    trip = await house.set_out(response_mode="form_post")
    use_case = OpenLogin(
        recall_visit=house.recall_visit(),
        logins=house.logins,
        clock=house.clock,
        upstream_issuer=UPSTREAM_ISSUER,
    )
    _, visit = await use_case(callback(state=trip.state), browser=trip.browser)
    assert visit.target.response_mode is ResponseMode.FORM_POST
