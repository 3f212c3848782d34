"""How an answer is to travel (OAuth 2.0 Multiple Response Types 2.1, OAuth 2.0 Form Post)."""

import pytest

from domain.auth_request import AuthRequest
from domain.authorization_response import ResponseMode
from domain.errors import InvalidRequest
from tests.builders import REDIRECT_URI, a_client, authorization_parameters

_APP = "com.example.app:/callback"
_LOOPBACK = "http://127.0.0.1:8080/callback"
_CLIENT = a_client(redirect_uris=frozenset({REDIRECT_URI, _APP, _LOOPBACK}))


def _mode(mode: str | None, redirect_uri: str = REDIRECT_URI) -> ResponseMode:
    parameters = authorization_parameters(response_mode=mode, redirect_uri=redirect_uri)
    return AuthRequest.validated(parameters, _CLIENT).response_mode


@pytest.mark.parametrize("redirect_uri", [REDIRECT_URI, _APP, _LOOPBACK])
@pytest.mark.parametrize("mode", [None, "query"])
def test_the_answer_travels_in_the_query_unless_said(mode: str | None, redirect_uri: str) -> None:
    assert _mode(mode, redirect_uri) is ResponseMode.QUERY


@pytest.mark.parametrize("redirect_uri", [REDIRECT_URI, _LOOPBACK])
def test_a_web_address_may_ask_for_a_form(redirect_uri: str) -> None:
    assert _mode("form_post", redirect_uri) is ResponseMode.FORM_POST


def test_an_app_cannot_be_sent_a_form() -> None:
    with pytest.raises(InvalidRequest) as refusal:
        _mode("form_post", _APP)
    assert "form_post" in refusal.value.description


@pytest.mark.parametrize(
    "mode",
    ["fragment", "query.jwt", "jwt", "Query", "FORM_POST", "form_post ", "form-post", "\x00"],
)
def test_any_other_mode_is_refused(mode: str) -> None:
    with pytest.raises(InvalidRequest):
        _mode(mode)


@pytest.mark.parametrize("mode", [None, "query", "fragment", "Form_Post", "form_post.jwt", ""])
def test_what_is_no_form_is_answered_in_the_query(mode: str | None) -> None:
    target = _CLIENT.response_target(REDIRECT_URI, state="s", response_mode=mode)
    assert target.response_mode is ResponseMode.QUERY


@pytest.mark.parametrize("redirect_uri", [REDIRECT_URI, _LOOPBACK])
def test_a_form_is_answered_by_a_form(redirect_uri: str) -> None:
    target = _CLIENT.response_target(redirect_uri, state=None, response_mode="form_post")
    assert target.response_mode is ResponseMode.FORM_POST


def test_that_an_app_cannot_be_sent_a_form_is_said_in_the_query() -> None:
    target = _CLIENT.response_target(_APP, state=None, response_mode="form_post")
    assert (target.response_mode, target.redirect_uri) == (ResponseMode.QUERY, _APP)
