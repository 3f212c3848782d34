"""Introspection, as RFC 7662 has it: no module of the plans asks for it."""

import time
from typing import Any

import httpx
import pytest

from tests.conformance.checks.discovery import json_of
from tests.conformance.checks.tokens import check_token_error
from tests.conformance.clients import FIRST, PUBLIC, RESOURCE_SERVER, SECOND
from tests.conformance.module import Module
from tests.conformance.outcomes import Plan
from tests.conformance.refreshing import (
    OFFLINE,
    Offline,
    held,
    introspection,
    sign_in_for_good,
)

INACTIVE = {"active": False}


@pytest.fixture
def plan() -> Plan:
    """Ask and answer as in that plan."""
    return Plan.BASIC


@pytest.fixture
def mine(module: Module) -> Offline:
    """Give a client that holds both tokens."""
    return sign_in_for_good(module)


def _describes(told: dict[str, Any], module: Module, mine: Offline) -> None:
    assert told["active"] is True
    assert told["iss"] == module.issuer
    assert told["sub"] == mine.signed_in.id_token["sub"]
    assert told["client_id"] == mine.client.client_id
    assert told["scope"].split() == ["openid", "offline_access"]
    assert told["exp"] > time.time()


@pytest.mark.parametrize("hint", [{}, {"token_type_hint": "refresh_token"}], ids=["", "wrong hint"])
def test_a_resource_server_is_told_of_any_access_token(
    module: Module, mine: Offline, hint: dict[str, str]
) -> None:
    """RFC 7662 section 2.2."""
    told = introspection(module, RESOURCE_SERVER, mine.access_token, **hint)

    _describes(told, module, mine)
    assert told["token_type"] == "Bearer"
    assert told["iat"] <= time.time()
    assert told["aud"] == "conformance-services"


def test_a_client_is_told_of_its_own_tokens(module: Module, mine: Offline) -> None:
    _describes(mine.introspection(), module, mine)
    _describes(mine.introspection(mine.refresh_token), module, mine)


def test_nobody_is_told_of_tokens_that_are_not_theirs_to_ask_about(
    module: Module, mine: Offline
) -> None:
    """N-IN-01; RFC 7662 section 4."""
    assert introspection(module, SECOND, mine.access_token) == INACTIVE
    assert introspection(module, SECOND, mine.refresh_token) == INACTIVE
    assert introspection(module, RESOURCE_SERVER, mine.refresh_token) == INACTIVE


def test_of_what_is_not_alive_no_more_is_said_than_that(module: Module, mine: Offline) -> None:
    """N-IN-01; RFC 7662 section 2.2."""
    not_tokens = ("unknown", f"{mine.access_token}x", mine.signed_in.tokens["id_token"])
    for token in not_tokens:
        assert introspection(module, RESOURCE_SERVER, token) == INACTIVE
    after = mine.refreshed()
    assert mine.introspection(mine.refresh_token) == INACTIVE
    assert after.introspection(after.refresh_token)["active"] is True


def test_a_revoked_grant_is_inactive_to_everybody_at_once(module: Module, mine: Offline) -> None:
    """N-IN-02: its tokens have not expired."""
    mine.revoke(mine.refresh_token)

    assert introspection(module, RESOURCE_SERVER, mine.access_token) == INACTIVE
    assert mine.introspection() == INACTIVE
    assert mine.introspection(mine.refresh_token) == INACTIVE


def test_a_request_needs_a_client_with_a_secret_and_a_token_and_is_a_post(
    module: Module, mine: Offline
) -> None:
    """N-IN-01; RFC 7662 section 2.1."""
    endpoint = module.metadata["introspection_endpoint"]
    form = {"token": mine.access_token}

    for refused in (
        module.http.post(endpoint, data=form),
        module.http.post(endpoint, data={**form, "client_id": FIRST.client_id}),
        module.send_as(PUBLIC, "introspection_endpoint", form),
    ):
        assert refused.status_code == httpx.codes.UNAUTHORIZED
        assert json_of(refused)["error"] == "invalid_client"
    without = module.send_as(RESOURCE_SERVER, "introspection_endpoint", {})
    by_get = module.http.get(endpoint, params=form)

    check_token_error(without, "invalid_request")
    assert by_get.status_code == httpx.codes.METHOD_NOT_ALLOWED
    assert "GET" not in by_get.headers["allow"]


def test_after_the_reuse_of_their_code_tokens_are_inactive(module: Module) -> None:
    """N-TK-11; RFC 6749 section 4.1.2."""
    signed_in = module.sign_in(scope=OFFLINE, prompt="consent")
    mine = held(module, FIRST, signed_in)
    assert mine.introspection()["active"] is True

    check_token_error(module.redeem(signed_in.code), "invalid_grant")

    assert mine.introspection() == INACTIVE
    assert mine.introspection(mine.refresh_token) == INACTIVE
    check_token_error(mine.refresh(), "invalid_grant")
