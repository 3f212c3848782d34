"""Modules of the authorization code flow: what a request may leave out, add and reorder."""

import pytest

from tests.conformance.clients import FIRST, SECOND, THIRD
from tests.conformance.module import Module, code_challenge, random_text

# More than proxies take for an address.
_A_LOT = "x" * 8_000


@pytest.mark.module("oidcc-server")
def test_a_code_brings_tokens_and_userinfo(module: Module) -> None:
    signed_in = module.sign_in()

    assert "name" not in signed_in.id_token
    assert "name" not in signed_in.userinfo


@pytest.mark.module("oidcc-response-type-missing")
def test_a_request_without_response_type_is_answered_with_an_error(module: Module) -> None:
    for client in (FIRST, SECOND):
        request = module.request(client, response_type=None)

        answer = module.answer(module.authorize(request), request)

        assert answer["error"] in {"unsupported_response_type", "invalid_request"}
        assert module.browser.seen == []


@pytest.mark.module("oidcc-ensure-request-without-nonce-succeeds-for-code-flow")
def test_a_nonce_may_be_left_out(module: Module) -> None:
    signed_in = module.sign_in(nonce=None)

    assert "nonce" not in signed_in.id_token


@pytest.mark.module("oidcc-alternate-happy-flow")
def test_the_order_of_scopes_and_parameters_does_not_matter(module: Module) -> None:
    assert "email" in module.metadata["scopes_supported"]
    request = module.request(scope="email openid")
    backwards = dict(reversed(request.items()))

    signed_in = module.complete(module.authorize(backwards), request)

    assert signed_in.userinfo["email"]


@pytest.mark.module("oidcc-ensure-request-with-unknown-parameter-succeeds")
def test_an_unknown_parameter_is_ignored(module: Module) -> None:
    assert module.sign_in(extra="foobar").userinfo


@pytest.mark.module("oidcc-ensure-post-request-succeeds")
def test_a_request_may_come_by_post_short_or_long(module: Module) -> None:
    endpoint = module.metadata["authorization_endpoint"]
    for filling in (None, _A_LOT):
        request = module.request(filling=filling)

        signed_in = module.complete(module.browser.sent_by_form(endpoint, request), request)

        assert signed_in.userinfo


@pytest.mark.module("oidcc-server-client-secret-post")
def test_a_client_may_send_its_secret_in_the_form(module: Module) -> None:
    assert "client_secret_post" in module.metadata["token_endpoint_auth_methods_supported"]

    assert module.sign_in(THIRD).userinfo


@pytest.mark.module("oidcc-ensure-request-with-valid-pkce-succeeds")
def test_a_code_verifier_of_128_characters_is_proof(module: Module) -> None:
    verifier = random_text(128)
    request = module.request(code_challenge=code_challenge(verifier), code_challenge_method="S256")

    signed_in = module.complete(module.authorize(request), request, code_verifier=verifier)

    assert signed_in.userinfo
