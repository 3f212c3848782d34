"""Modules of requests that must lead nowhere else, or be taken for what they are."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping

import pytest

from tests.conformance.browser import Arrival
from tests.conformance.clients import FIRST
from tests.conformance.markup import Page
from tests.conformance.module import Module, random_text

_ERROR_PAGE = "a person looks at the error page"


def _is_an_error_page(ended: Arrival | Page) -> bool:
    return isinstance(ended, Page) and ended.is_refusal


def _unsigned(module: Module, claims: Mapping[str, str]) -> str:
    """Give a request object with alg none (OpenID Connect Core section 6.1)."""
    parts = ({"alg": "none"}, {"iss": FIRST.client_id, "aud": module.issuer, **claims})
    encoded = [urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
    return ".".join([*encoded, ""])


def _may_be_unsigned(module: Module) -> bool:
    """Tell whether the module applies: what is not published is tried out."""
    published = module.metadata.get("request_object_signing_alg_values_supported", ["none"])
    return "none" in published


@pytest.mark.module("oidcc-ensure-registered-redirect-uri")
def test_an_unregistered_redirect_uri_ends_in_an_error_page(module: Module) -> None:
    request = module.request(redirect_uri=f"{FIRST.redirect_uri}/{random_text(12)}")

    assert _is_an_error_page(module.authorize(request))

    module.review(_ERROR_PAGE)


@pytest.mark.module("oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported")
def test_a_request_object_is_refused_by_its_own_error(module: Module) -> None:
    assert _may_be_unsigned(module)
    inside = module.request()
    outside = {name: value for name, value in inside.items() if name not in {"state", "nonce"}}
    request = {**outside, "request": _unsigned(module, inside)}

    answer = module.answer(module.authorize(request), outside)

    # With the state inside ignored, anything else would be a request that was half read.
    assert answer["error"] == "request_not_supported"
    assert module.browser.seen == []
    module.skip("the provider answers request_not_supported")


@pytest.mark.module("oidcc-ensure-request-object-with-redirect-uri")
def test_the_redirect_uri_outside_a_request_object_is_the_one_that_counts(module: Module) -> None:
    assert _may_be_unsigned(module)
    inside = module.request()
    wrong = f"{FIRST.redirect_uri}/{random_text(12)}"
    request = {**inside, "redirect_uri": wrong, "request": _unsigned(module, inside)}

    assert _is_an_error_page(module.authorize(request))

    module.review(_ERROR_PAGE)


@pytest.mark.module("oidcc-claims-essential")
def test_an_essential_claim_comes_in_userinfo(module: Module) -> None:
    wanted = {"userinfo": {"name": {"essential": True}}}

    signed_in = module.sign_in(claims=json.dumps(wanted))

    if "name" not in signed_in.userinfo:
        module.warn("userinfo lacks name")
