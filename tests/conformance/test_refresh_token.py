"""The module of the refresh token: it works for its own client, and for nobody else."""

import time

import pytest

from tests.conformance.browser import CONSENT_PAGE
from tests.conformance.checks.id_token import (
    check_hash,
    check_id_token,
    check_refreshed,
    verified_claims,
)
from tests.conformance.checks.tokens import (
    check_refresh_token,
    check_token_error,
    check_token_response,
)
from tests.conformance.clients import FIRST, SECOND, StaticClient
from tests.conformance.module import Module, SignedIn, wait_for_second
from tests.conformance.refreshing import OFFLINE, refresh


@pytest.mark.module("oidcc-refresh-token")
def test_a_refresh_token_brings_new_tokens_to_its_own_client_alone(module: Module) -> None:
    assert "offline_access" in module.metadata["scopes_supported"]
    assert "refresh_token" in module.metadata["grant_types_supported"]
    of_the_first = _signed_in_for_good(module, FIRST)
    _refreshed(module, FIRST, of_the_first, scope=OFFLINE)
    of_the_second = _signed_in_for_good(module, SECOND)
    last = _refreshed(module, SECOND, of_the_second, scope=None)

    stolen = refresh(module, FIRST, last)

    check_token_error(stolen, "invalid_grant")


def _signed_in_for_good(module: Module, client: StaticClient) -> SignedIn:
    signed_in = module.sign_in(client, scope=OFFLINE, prompt="consent")
    assert signed_in.pages[-1] == CONSENT_PAGE
    check_refresh_token(signed_in.tokens)
    return signed_in


def _refreshed(module: Module, client: StaticClient, before: SignedIn, *, scope: str | None) -> str:
    """Refresh as the suite does, and give the refresh token to use from then on."""
    wait_for_second(int(time.time()) + 1)
    response = refresh(module, client, before.tokens["refresh_token"], scope)

    tokens = check_token_response(response, module.warn)
    assert tokens["access_token"] != before.tokens["access_token"]
    assert module.ask_userinfo(tokens["access_token"]).json() == before.userinfo
    claims = verified_claims(tokens["id_token"], module.keys)
    check_id_token(
        claims, issuer=module.issuer, client_id=client.client_id, nonce=None, warn=module.warn
    )
    check_hash(claims, "at_hash", tokens["access_token"])
    check_refreshed(claims, before.id_token)
    refresh_token = check_refresh_token(tokens)
    assert refresh_token != before.tokens["refresh_token"]
    return refresh_token
