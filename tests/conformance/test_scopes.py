"""Modules of the standard scopes: what userinfo tells, and the ID token does not."""

import pytest

from tests.conformance.checks.claims import PROFILE_CLAIMS
from tests.conformance.module import Module

_CLAIMS: dict[str, tuple[str, ...]] = {
    "profile": PROFILE_CLAIMS,
    "email": ("email", "email_verified"),
    "address": ("address",),
    "phone": ("phone_number", "phone_number_verified"),
}


def _ask_for(module: Module, *scopes: str) -> None:
    unlisted = [scope for scope in scopes if scope not in module.metadata["scopes_supported"]]
    if unlisted:
        module.skip(f"not in scopes_supported: {', '.join(unlisted)}")
        return
    signed_in = module.sign_in(scope=" ".join(["openid", *scopes]))
    expected = {claim for scope in scopes for claim in _CLAIMS[scope]}
    others = {claim for claims in _CLAIMS.values() for claim in claims} - expected
    assert not others & signed_in.userinfo.keys(), "userinfo tells more than was asked for"
    missing = sorted(expected - signed_in.userinfo.keys())
    if missing:
        module.warn(f"userinfo lacks {', '.join(missing)}")


@pytest.mark.module("oidcc-scope-profile")
def test_the_scope_profile_gives_its_claims_in_userinfo(module: Module) -> None:
    _ask_for(module, "profile")


@pytest.mark.module("oidcc-scope-email")
def test_the_scope_email_gives_its_claims_in_userinfo(module: Module) -> None:
    _ask_for(module, "email")


@pytest.mark.module("oidcc-scope-address")
def test_the_scope_address_gives_its_claim_in_userinfo(module: Module) -> None:
    _ask_for(module, "address")


@pytest.mark.module("oidcc-scope-phone")
def test_the_scope_phone_gives_its_claims_in_userinfo(module: Module) -> None:
    _ask_for(module, "phone")


@pytest.mark.module("oidcc-scope-all")
def test_all_standard_scopes_together_give_their_claims(module: Module) -> None:
    _ask_for(module, *_CLAIMS)
