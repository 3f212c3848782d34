"""Revocation, as RFC 7009 has it: no module of the plans asks for it."""

import httpx
import pytest

from tests.conformance.checks.discovery import json_of
from tests.conformance.checks.tokens import check_token_error
from tests.conformance.clients import FIRST, PUBLIC, SECOND, THIRD, StaticClient
from tests.conformance.module import Module
from tests.conformance.outcomes import Plan
from tests.conformance.refreshing import Offline, revoke, sign_in_for_good


@pytest.fixture
def plan() -> Plan:
    """Ask and answer as in that plan."""
    return Plan.BASIC


@pytest.fixture
def mine(module: Module) -> Offline:
    """Give a client that holds both tokens."""
    return sign_in_for_good(module)


def _is_done(response: httpx.Response) -> None:
    assert response.status_code == httpx.codes.OK, response.text
    assert "no-store" in response.headers["cache-control"]


@pytest.mark.parametrize("client", [FIRST, PUBLIC], ids=["confidential", "public"])
@pytest.mark.parametrize("hint", [{}, {"token_type_hint": "access_token"}], ids=["", "wrong hint"])
def test_revoking_a_refresh_token_ends_all_that_came_of_it(
    module: Module, client: StaticClient, hint: dict[str, str]
) -> None:
    """N-RV-02; RFC 7009 section 2.1."""
    first = sign_in_for_good(module, client)
    last = first.refreshed()

    _is_done(last.revoke(last.refresh_token, **hint))

    check_token_error(last.refresh(), "invalid_grant")
    assert {first.userinfo_status(), last.userinfo_status()} == {httpx.codes.UNAUTHORIZED}


def test_revoking_an_access_token_ends_it_alone(mine: Offline) -> None:
    """N-RV-02; RFC 7009 section 2.1: the refresh token may stay."""
    _is_done(mine.revoke(mine.access_token, token_type_hint="refresh_token"))

    assert mine.userinfo_status() == httpx.codes.UNAUTHORIZED
    assert mine.introspection() == {"active": False}
    assert mine.refreshed().userinfo_status() == httpx.codes.OK


def test_what_is_no_token_of_ours_is_as_good_as_revoked(module: Module, mine: Offline) -> None:
    """N-RV-01; RFC 7009 section 2.2."""
    for token in ("unknown", mine.refresh_token[:-1], f"{mine.access_token}x"):
        _is_done(revoke(module, FIRST, token))
    _is_done(mine.revoke(mine.refresh_token))
    _is_done(mine.revoke(mine.refresh_token))


@pytest.mark.parametrize("stranger", [SECOND, THIRD, PUBLIC], ids=lambda it: it.client_id)
def test_another_clients_tokens_stay_and_nothing_is_told_of_them(
    module: Module, mine: Offline, stranger: StaticClient
) -> None:
    """N-RV-01; RFC 7009 section 2.1."""
    unknown = revoke(module, stranger, "unknown")

    answers = [revoke(module, stranger, token) for token in (mine.refresh_token, mine.access_token)]

    assert {(answer.status_code, answer.content) for answer in answers} == {
        (unknown.status_code, unknown.content)
    }
    assert mine.userinfo_status() == httpx.codes.OK
    mine.refreshed()


def test_an_id_token_cannot_be_revoked(mine: Offline) -> None:
    """N-RV-02; RFC 7009 section 2.2.1."""
    check_token_error(mine.revoke(mine.signed_in.tokens["id_token"]), "unsupported_token_type")


def test_a_request_needs_a_client_and_a_token_and_is_a_post(module: Module, mine: Offline) -> None:
    """N-RV-01; RFC 7009 section 2.1."""
    endpoint = module.metadata["revocation_endpoint"]
    form = {"token": mine.refresh_token}

    nobody = module.http.post(endpoint, data={**form, "client_id": FIRST.client_id})
    without = module.send_as(FIRST, "revocation_endpoint", {})
    by_get = module.http.get(endpoint, params=form)

    assert nobody.status_code == httpx.codes.UNAUTHORIZED
    assert json_of(nobody)["error"] == "invalid_client"
    check_token_error(without, "invalid_request")
    assert by_get.status_code == httpx.codes.METHOD_NOT_ALLOWED
    assert "GET" not in by_get.headers["allow"]
    mine.refreshed()
