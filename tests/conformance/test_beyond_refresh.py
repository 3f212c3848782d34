"""What the module of the refresh token does not ask: reuse, narrower scopes, the end of a session.

RFC 6749 section 6, RFC 9700 section 4.14, OpenID Connect Core sections 11 and 12.
"""

import httpx
import pytest

from tests.conformance.checks.id_token import verified_claims
from tests.conformance.checks.tokens import check_token_error, check_token_response
from tests.conformance.clients import FIRST, KEEPING, PUBLIC, SECOND, WHILE_SIGNED_IN, StaticClient
from tests.conformance.module import Module
from tests.conformance.outcomes import Plan
from tests.conformance.refreshing import OFFLINE, Offline, refresh, sign_in_for_good
from tests.conformance.signing_out import end_session

ROTATING = pytest.mark.parametrize("client", [FIRST, PUBLIC], ids=["confidential", "public"])


@pytest.fixture
def plan() -> Plan:
    """Ask and answer as in that plan."""
    return Plan.BASIC


def _is_over(offline: Offline) -> None:
    check_token_error(offline.refresh(), "invalid_grant")
    assert offline.userinfo_status() == httpx.codes.UNAUTHORIZED


@ROTATING
def test_a_token_that_was_replaced_ends_the_family_when_it_comes_again(
    module: Module, client: StaticClient
) -> None:
    """N-RF-02."""
    first = sign_in_for_good(module, client)
    last = first.refreshed().refreshed()

    check_token_error(first.refresh(), "invalid_grant")

    _is_over(last)
    assert first.userinfo_status() == httpx.codes.UNAUTHORIZED


@ROTATING
def test_a_lost_answer_may_be_asked_for_again_and_is_good_for_nothing_then(
    module: Module, client: StaticClient
) -> None:
    """N-RF-03: there are never two that live."""
    first = sign_in_for_good(module, client)
    lost = first.refreshed()
    found = first.refreshed()
    last = found.refreshed()

    check_token_error(lost.refresh(), "invalid_grant")

    _is_over(last)


def test_where_tokens_are_not_replaced_the_same_one_works_each_time(module: Module) -> None:
    """N-RF-02: a confidential client may have it so."""
    first = sign_in_for_good(module, KEEPING)

    again = first.refreshed().refreshed()

    assert again.refresh_token == first.refresh_token


def test_a_token_somebody_else_tried_is_as_good_as_before(module: Module) -> None:
    """N-RF-01: the attempt of another client ends nothing."""
    mine = sign_in_for_good(module, SECOND)
    for stranger in (FIRST, PUBLIC):
        check_token_error(refresh(module, stranger, mine.refresh_token), "invalid_grant")

    assert mine.refreshed().userinfo_status() == httpx.codes.OK


def test_without_the_secret_a_token_is_worth_nothing_and_not_used_up(module: Module) -> None:
    mine = sign_in_for_good(module)
    form = {"grant_type": "refresh_token", "refresh_token": mine.refresh_token}

    refused = module.http.post(
        module.metadata["token_endpoint"], data={**form, "client_id": FIRST.client_id}
    )

    assert refused.status_code == httpx.codes.UNAUTHORIZED
    assert refused.json()["error"] == "invalid_client"
    mine.refreshed()


def test_a_scope_is_narrowed_for_one_answer_and_never_widened(module: Module) -> None:
    """N-TK-16."""
    mine = sign_in_for_good(module, scope=f"{OFFLINE} email")

    check_token_error(mine.refresh(f"{OFFLINE} email profile"), "invalid_scope")
    narrow = check_token_response(mine.refresh("openid"), module.warn)
    whole = check_token_response(mine.holding(narrow).refresh(), module.warn)

    assert narrow["scope"] == "openid"
    assert "email" not in module.ask_userinfo(narrow["access_token"]).json()
    assert whole.get("scope", f"{OFFLINE} email").split() == ["openid", "email", "offline_access"]
    assert "email" in module.ask_userinfo(whole["access_token"]).json()


def test_signing_out_ends_what_was_given_unasked_and_leaves_what_is_for_good(
    module: Module,
) -> None:
    """N-RF-04."""
    bound = sign_in_for_good(module, WHILE_SIGNED_IN, scope="openid")
    lasting = sign_in_for_good(module)
    sid = bound.signed_in.id_token["sid"]
    assert sid == lasting.signed_in.id_token["sid"]

    end_session(module, id_token_hint=bound.signed_in.tokens["id_token"])

    _is_over(bound)
    tokens = check_token_response(lasting.refresh(), module.warn)
    assert verified_claims(tokens["id_token"], module.keys)["sid"] == sid


def test_who_did_not_ask_for_offline_access_gets_no_refresh_token(module: Module) -> None:
    signed_in = module.sign_in(FIRST, prompt="consent")

    assert "refresh_token" not in signed_in.tokens


@pytest.mark.parametrize("change", ["cut", "longer", "other case"])
def test_a_token_that_was_changed_on_the_way_is_none(module: Module, change: str) -> None:
    """C-27."""
    mine = sign_in_for_good(module)
    token = mine.refresh_token
    changed = {"cut": token[:-1], "longer": f"{token}A", "other case": token.swapcase()}[change]

    check_token_error(refresh(module, FIRST, changed), "invalid_grant")

    mine.refreshed()
