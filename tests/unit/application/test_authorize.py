"""Beginning a sign-in: which check comes first, and where its error goes."""

import pytest

from domain.authorization_response import AuthorizationRefused
from domain.page_refusals import UntrustedClient
from domain.parameters import Parameters
from tests.builders import (
    CLIENT_ID,
    REDIRECT_URI,
    a_client,
    authorization_parameters,
)
from tests.fakes.failing_store import FailingLoginStore, Faults
from tests.unit.application.house import House

pytestmark = pytest.mark.anyio

_EVERY_OTHER_FAULT: dict[str, str | None] = {
    "response_type": "token",
    "scope": "\u00e9",
    "prompt": "none login",
    "max_age": "-1",
    "request": "x",
    "id_token_hint": "x",
    "claims": "{",
    "response_mode": "fragment",
    "state": "s" * 4097,
    "code_challenge_method": "plain",
}
_FAULTS: list[tuple[dict[str, str | None], str]] = [
    ({"response_type": None}, "invalid_request"),
    ({"response_type": "token"}, "unsupported_response_type"),
    ({"scope": "unknown"}, "invalid_scope"),
    ({"state": "s" * 4097}, "invalid_request"),
    ({"code_challenge_method": "plain"}, "invalid_request"),
    ({"request": "x"}, "request_not_supported"),
    ({"claims": "{"}, "invalid_request"),
    ({"response_mode": "fragment"}, "invalid_request"),
    ({"id_token_hint": "x"}, "invalid_request"),
    ({"id_token_hint": "x", "prompt": "none"}, "login_required"),
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
    good = authorization_parameters().pairs()
    second = dict(good)[name] if value == "same" else value
    with pytest.raises(UntrustedClient):
        await house.authorize(Parameters([*good, (name, second)]))


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
    pairs = [*authorization_parameters().pairs(), ("state", "another")]
    refusal = await _refusal(house, Parameters(pairs))
    assert (refusal.error.error, refusal.target.state) == ("invalid_request", None)


async def test_malformed_input_is_told_to_the_client(house: House) -> None:
    good = authorization_parameters().pairs()
    refusal = await _refusal(house, Parameters(good, malformed=True))
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
