"""Where an answer goes, and what of the redirect_uri and the state survives the way."""

from string import printable
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.authorization_response import AuthorizationRefused, AuthorizationResponse
from domain.errors import AccessDenied, OAuthError
from tests.builders import ISSUER, REDIRECT_URI, a_client

_STATES = [printable, "\u00e9\u20ac\U0001f600\u202e", "a&iss=x&code=y#z?", "+", "%2B", " ", "=&="]


def _success(redirect_uri: str, state: str | None) -> str:
    client = a_client(redirect_uris=frozenset({redirect_uri}))
    target = client.response_target(redirect_uri, state=state)
    return AuthorizationResponse.success(target, issuer=ISSUER, code="the-code").location


def _failure(error: OAuthError, state: str | None) -> str:
    target = a_client().response_target(REDIRECT_URI, state=state)
    return AuthorizationResponse.failure(target, issuer=ISSUER, error=error).location


def _query(location: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(location).query, keep_blank_values=True, strict_parsing=True)


def test_a_success_carries_code_state_and_iss_and_nothing_else() -> None:
    query = _query(_success(REDIRECT_URI, "s"))
    assert query == {"code": ["the-code"], "state": ["s"], "iss": [ISSUER]}


def test_a_failure_carries_error_description_state_and_iss_and_nothing_else() -> None:
    query = _query(_failure(AccessDenied("Refused.", reason="for the log"), "s"))
    assert query == {
        "error": ["access_denied"],
        "error_description": ["Refused."],
        "state": ["s"],
        "iss": [ISSUER],
    }


def test_without_a_state_none_is_returned() -> None:
    assert "state" not in _query(_success(REDIRECT_URI, None))
    assert "state" not in _query(_failure(AccessDenied(), None))


@pytest.mark.parametrize("state", _STATES)
def test_a_state_returns_as_it_came(state: str) -> None:
    assert _query(_success(REDIRECT_URI, state))["state"] == [state]
    assert _query(_failure(AccessDenied(), state))["state"] == [state]


@given(st.text(min_size=1))
def test_any_state_survives_the_round_trip(state: str) -> None:
    query = parse_qsl(urlsplit(_success(REDIRECT_URI, state)).query, strict_parsing=True)
    assert query == [("code", "the-code"), ("state", state), ("iss", ISSUER)]


@given(st.text(min_size=1))
def test_a_location_is_printable_ascii_whatever_the_state(state: str) -> None:
    location = _success(REDIRECT_URI, state)
    assert all("!" <= character <= "~" for character in location)


@given(st.text())
def test_no_state_changes_where_the_answer_goes(state: str) -> None:
    assert _success(REDIRECT_URI, state).partition("?")[0] == REDIRECT_URI


@pytest.mark.parametrize(
    ("redirect_uri", "prefix"),
    [
        (REDIRECT_URI, REDIRECT_URI + "?code="),
        (REDIRECT_URI + "?a=b%20c&d", REDIRECT_URI + "?a=b%20c&d&code="),
        ("com.example.app:/cb", "com.example.app:/cb?code="),
        ("http://[::1]:3000", "http://[::1]:3000?code="),
    ],
)
def test_the_redirect_uri_is_kept_byte_for_byte(redirect_uri: str, prefix: str) -> None:
    assert _success(redirect_uri, "s").startswith(prefix)


def test_the_query_of_a_redirect_uri_is_kept_beside_ours() -> None:
    query = _query(_success(REDIRECT_URI + "?tenant=1", "s"))
    assert query == {"tenant": ["1"], "code": ["the-code"], "state": ["s"], "iss": [ISSUER]}


def test_a_refusal_names_target_error_and_client() -> None:
    target, error = a_client().response_target(REDIRECT_URI, state="s"), AccessDenied()
    refusal = AuthorizationRefused(target, error, "dashboard")
    assert (refusal.target, refusal.error, refusal.client_id) == (target, error, "dashboard")
    assert str(refusal) == "access_denied"
