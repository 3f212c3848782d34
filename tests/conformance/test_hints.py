"""Modules of parameters that may be followed or not, and never do harm."""

from urllib.parse import urlsplit

import pytest

from tests.conformance.module import Module


@pytest.mark.module("oidcc-display-page")
def test_display_page_is_taken(module: Module) -> None:
    assert module.sign_in(display="page").userinfo


@pytest.mark.module("oidcc-display-popup")
def test_display_popup_is_taken(module: Module) -> None:
    assert module.sign_in(display="popup").userinfo


@pytest.mark.module("oidcc-login-hint")
def test_a_hint_of_an_unknown_person_is_ignored(module: Module) -> None:
    hint = f"buffy@{urlsplit(module.issuer).hostname}"

    assert module.sign_in(login_hint=hint).userinfo


@pytest.mark.module("oidcc-ui-locales")
def test_languages_of_pages_may_be_wished_for(module: Module) -> None:
    assert module.sign_in(ui_locales="se").userinfo


@pytest.mark.module("oidcc-claims-locales")
def test_languages_of_claims_may_be_wished_for(module: Module) -> None:
    assert module.sign_in(claims_locales="se").userinfo


@pytest.mark.module("oidcc-ensure-request-with-acr-values-succeeds")
def test_the_published_acr_is_given_when_it_is_asked_for(module: Module) -> None:
    published = module.metadata.get("acr_values_supported", ["1", "2"])

    signed_in = module.sign_in(acr_values=" ".join(published))

    if signed_in.id_token.get("acr") not in published:
        module.warn("the ID token has none of the acr values asked for")
