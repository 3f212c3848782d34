"""The ``claims`` parameter: what of it is read (OpenID Connect Core section 5.5)."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.claims_request import NO_CLAIMS, SCOPES_OF_CLAIM, ClaimsRequest
from domain.scope import KNOWN_SCOPES

_ALL = frozenset(KNOWN_SCOPES)
_PLACES = ["id_token", "userinfo"]


def _parsed(claims: object, allowed: frozenset[str] = _ALL) -> ClaimsRequest:
    return ClaimsRequest.parsed(json.dumps(claims), allowed)


def test_without_the_parameter_no_claim_is_asked_for() -> None:
    assert ClaimsRequest.parsed(None, _ALL) == NO_CLAIMS == ClaimsRequest()


@pytest.mark.parametrize(
    "claims",
    [{}, None, {"id_token": None}, {"id_token": {}, "userinfo": None}, {"userinfo": {}}],
)
def test_nothing_asked_is_nothing_asked(claims: object) -> None:
    assert _parsed(claims) == NO_CLAIMS


def test_claims_are_asked_for_by_the_place_they_shall_appear_in() -> None:
    asked = _parsed({"id_token": {"name": None, "roles": None}, "userinfo": {"email": None}})
    assert asked == ClaimsRequest(
        id_token=frozenset({"name", "roles"}),
        userinfo=frozenset({"email"}),
        scopes=frozenset({"profile", "roles", "email"}),
    )


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        {},
        {"essential": True},
        {"essential": False},
        {"value": "x"},
        {"values": ["x", "y"]},
        {"essential": "yes", "unknown": [{}]},
    ],
)
@pytest.mark.parametrize("place", _PLACES)
def test_a_claim_is_asked_for_whatever_more_is_said_of_it(place: str, wanted: object) -> None:
    asked = _parsed({place: {"name": wanted}})
    assert asked.id_token | asked.userinfo == {"name"}
    assert asked.scopes == {"profile"}
    assert asked.subjects is None


@pytest.mark.parametrize("place", _PLACES)
@pytest.mark.parametrize(
    "name",
    ["sub", "iss", "aud", "nonce", "acr", "auth_time", "phone_number", "Name", "name#de", ""],
)
def test_a_claim_that_is_unknown_or_the_protocols_own_is_left_out(place: str, name: str) -> None:
    assert _parsed({place: {name: None}}) == NO_CLAIMS


@pytest.mark.parametrize(
    "more", [[], "x", 1, True, {"x": 1}, {"trust_framework": {"value": "eidas"}}]
)
def test_a_member_that_is_not_known_is_ignored_whatever_it_is(more: object) -> None:
    asked = _parsed({"verified_claims": more, "userinfo": {"name": None}})
    assert asked == _parsed({"userinfo": {"name": None}})


@pytest.mark.parametrize("name", SCOPES_OF_CLAIM)
@pytest.mark.parametrize("place", _PLACES)
def test_a_claim_beyond_the_clients_scopes_is_left_out(place: str, name: str) -> None:
    allowed = _ALL - set(SCOPES_OF_CLAIM[name])
    assert _parsed({place: {name: {"essential": True}}}, allowed) == NO_CLAIMS


@given(st.sets(st.sampled_from(sorted(SCOPES_OF_CLAIM))), st.sets(st.sampled_from(KNOWN_SCOPES)))
def test_what_is_asked_for_never_needs_more_than_the_client_may_have(
    names: set[str], allowed: set[str]
) -> None:
    asked = _parsed({"userinfo": dict.fromkeys(names)}, frozenset(allowed))
    assert asked.scopes <= allowed
    assert asked.userinfo == {name for name in names if allowed & set(SCOPES_OF_CLAIM[name])}


@pytest.mark.parametrize(
    ("allowed", "scopes"),
    [
        ({"groups", "roles"}, {"groups"}),
        ({"groups"}, {"groups"}),
        ({"roles"}, {"roles"}),
        ({"openid"}, set()),
    ],
)
def test_groups_are_asked_for_by_the_least_scope_that_gives_them(
    allowed: set[str], scopes: set[str]
) -> None:
    assert _parsed({"userinfo": {"groups": None}}, frozenset(allowed)).scopes == scopes


def test_every_scope_that_gives_a_claim_is_known() -> None:
    assert {scope for scopes in SCOPES_OF_CLAIM.values() for scope in scopes} <= _ALL
