"""What Discord says, as the client is told it."""

import pytest

from application.ports.upstream import UpstreamMisconfigured, UpstreamRefused, UpstreamUnavailable
from application.sign_in.identify_person import IdentifyPerson
from domain.errors import OAuthError
from domain.login import Login
from domain.opaque_token import digest
from domain.parameters import Parameters
from tests.builders import an_identity
from tests.unit.application.house import House
from tests.unit.application.presented import callback

pytestmark = pytest.mark.anyio

_ERRORS = [
    ("access_denied", "access_denied"),
    ("temporarily_unavailable", "temporarily_unavailable"),
    ("server_error", "server_error"),
    ("invalid_scope", "server_error"),
    ('"><svg onload=1>', "server_error"),
]


async def _login(house: House, scope: str = "openid") -> Login:
    trip = await house.set_out(scope=scope)
    login = await house.logins.get(digest(trip.state))
    assert login
    return login


async def _told(house: House, parameters: Parameters) -> OAuthError:
    login = await _login(house)
    with pytest.raises(OAuthError) as refusal:
        await IdentifyPerson(upstream=house.upstream)(parameters, login)
    return refusal.value


@pytest.mark.parametrize("scope", ["openid", "openid email"])
async def test_discord_tells_who_it_is(house: House, scope: str) -> None:
    login = await _login(house, scope)
    identity = await IdentifyPerson(upstream=house.upstream)(callback(), login)
    assert identity == an_identity()
    assert house.upstream.codes == ["discord-code"]


@pytest.mark.parametrize(("sent", "told"), _ERRORS)
async def test_an_error_of_discord_becomes_one_of_ours(house: House, sent: str, told: str) -> None:
    assert (await _told(house, callback(error=sent, code=None))).error == told


async def test_an_error_wins_over_a_code_and_discord_is_not_called(house: House) -> None:
    refusal = await _told(house, callback(error="access_denied"))
    assert (refusal.error, house.upstream.codes) == ("access_denied", [])


async def test_text_of_discord_is_not_passed_on(house: House) -> None:
    sent = callback(error="<evil>", error_description="<evil>", code=None)
    refusal = await _told(house, sent)
    assert "<evil>" not in refusal.description + refusal.reason


async def test_a_code_of_absurd_length_costs_no_call(house: House) -> None:
    refusal = await _told(house, callback(code="c" * 2049))
    assert (refusal.error, house.upstream.codes) == ("server_error", [])


async def test_a_code_of_2048_characters_is_tried(house: House) -> None:
    login = await _login(house)
    await IdentifyPerson(upstream=house.upstream)(callback(code="c" * 2048), login)
    assert house.upstream.codes == ["c" * 2048]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (UpstreamRefused("invalid_grant"), "access_denied"),
        (UpstreamMisconfigured("invalid_client"), "server_error"),
        (UpstreamUnavailable("503"), "temporarily_unavailable"),
    ],
)
async def test_a_fault_of_discord_is_neither_a_yes_nor_told_in_detail(
    house: House, fault: Exception, told: str
) -> None:
    house.upstream.answer = fault
    refusal = await _told(house, callback())
    assert refusal.error == told
    assert refusal.reason == str(fault)
    assert str(fault) not in refusal.description
