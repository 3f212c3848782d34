"""Modules of RP-Initiated Logout OP that must lead nowhere."""

import json
from base64 import urlsafe_b64encode

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.conformance.clients import LEAVING
from tests.conformance.module import Module, SignedIn, random_text
from tests.conformance.outcomes import Plan
from tests.conformance.signing_out import awkward_state, check_refusal, end_session

_REGISTERED = str(LEAVING.post_logout_redirect_uri)


@pytest.fixture
def plan() -> Plan:
    """Run them in their own plan."""
    return Plan.RP_LOGOUT


@pytest.fixture
def signed_in(module: Module) -> SignedIn:
    """Give somebody who is signed in at the client that would like them to leave."""
    return module.sign_in(LEAVING)


def _refuses(module: Module, hint: str | None, uri: str = _REGISTERED) -> None:
    hinted = {} if hint is None else {"id_token_hint": hint}

    ended = end_session(module, post_logout_redirect_uri=uri, state=awkward_state(), **hinted)

    assert module.browser.seen == []
    check_refusal(module, ended, LEAVING)


@pytest.mark.module("oidcc-rp-initiated-logout-bad-post-logout-redirect-uri")
def test_an_unregistered_address_is_refused(module: Module, signed_in: SignedIn) -> None:
    _refuses(module, signed_in.tokens["id_token"], f"{_REGISTERED}/{random_text(12)}")


@pytest.mark.module("oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri")
def test_the_registered_address_with_a_query_is_refused(
    module: Module, signed_in: SignedIn
) -> None:
    _refuses(module, signed_in.tokens["id_token"], f"{_REGISTERED}?foo=bar")


@pytest.mark.module("oidcc-rp-initiated-logout-modified-id-token-hint")
def test_a_hint_without_its_signature_is_refused(module: Module, signed_in: SignedIn) -> None:
    payload = signed_in.tokens["id_token"].split(".")[1]
    header = urlsafe_b64encode(json.dumps({"alg": "none"}).encode()).rstrip(b"=").decode()

    _refuses(module, f"{header}.{payload}.")


@pytest.mark.module("oidcc-rp-initiated-logout-bad-id-token-hint")
def test_a_hint_the_client_made_is_refused(module: Module, signed_in: SignedIn) -> None:
    claims = signed_in.id_token | {"iss": LEAVING.client_id, "aud": module.issuer}
    key = RSAKey.generate_key(2048)

    _refuses(module, jwt.encode({"alg": "RS256"}, claims, key, algorithms=["RS256"]))


@pytest.mark.usefixtures("signed_in")
@pytest.mark.module("oidcc-rp-initiated-logout-no-id-token-hint")
def test_an_address_of_nobody_is_refused(module: Module) -> None:
    _refuses(module, None)
