"""What would be shared, and whether Discord has to be asked for the address."""

import json

import pytest

from domain.auth_request import AuthRequest
from domain.scope import KNOWN_SCOPES
from tests.builders import a_client, authorization_parameters


def _asked(scope: str, claims: object, allowed: str = " ".join(KNOWN_SCOPES)) -> AuthRequest:
    parameters = authorization_parameters(scope=scope, claims=json.dumps(claims))
    return AuthRequest.validated(parameters, a_client(allowed_scope=frozenset(allowed.split())))


def test_without_claims_it_is_the_scope() -> None:
    assert _asked("openid profile", {}).asked_scope == {"openid", "profile"}


@pytest.mark.parametrize("place", ["id_token", "userinfo"])
@pytest.mark.parametrize("name", ["email", "email_verified"])
def test_an_address_that_is_asked_for_by_name_is_asked_of_discord(place: str, name: str) -> None:
    request = _asked("openid", {place: {name: None}})
    assert request.asked_scope == {"openid", "email"}
    assert request.needs_email
    assert request.scope == {"openid"}


@pytest.mark.parametrize("place", ["id_token", "userinfo"])
def test_an_address_the_client_may_not_have_is_not(place: str) -> None:
    request = _asked("openid email", {place: {"email": {"essential": True}}}, "openid profile")
    assert request.asked_scope == {"openid"}
    assert not request.needs_email


def test_the_scope_email_alone_asks_discord_too() -> None:
    assert _asked("openid email", {}).needs_email


def test_other_claims_do_not() -> None:
    request = _asked("openid", {"userinfo": {"name": None, "groups": None}})
    assert request.asked_scope == {"openid", "profile", "groups"}
    assert not request.needs_email
