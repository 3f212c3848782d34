"""What the protocol's errors say, and to whom."""

import re

import pytest

from domain.errors import InvalidGrant, InvalidRequest, OAuthError
from domain.page_refusals import PageRefusal, UntrustedClient

_REGISTERED = {
    "invalid_request", "invalid_client", "invalid_grant", "unsupported_grant_type",
    "unsupported_response_type", "invalid_scope", "access_denied", "server_error",
    "temporarily_unavailable", "login_required", "interaction_required", "consent_required",
    "unmet_authentication_requirements", "request_not_supported", "request_uri_not_supported",
    "registration_not_supported", "invalid_token", "insufficient_scope", "unauthorized_client",
    "unsupported_token_type",
}  # fmt: skip


def test_there_is_one_class_for_each_registered_code() -> None:
    assert sorted(kind.error for kind in OAuthError.__subclasses__()) == sorted(_REGISTERED)


@pytest.mark.parametrize("kind", OAuthError.__subclasses__())
def test_a_description_has_only_the_characters_of_rfc_6749(kind: type[OAuthError]) -> None:
    assert re.fullmatch(r"[\x20-\x21\x23-\x5B\x5D-\x7E]+", kind().description)


def test_the_reason_is_not_in_the_description() -> None:
    error = InvalidGrant(reason="the code belongs to another client")
    assert error.reason == "the code belongs to another client"
    assert error.description == InvalidGrant.description


def test_whom_it_is_about_is_not_in_the_answer() -> None:
    error = InvalidGrant(sub="80351110224678912")
    assert error.sub == "80351110224678912"
    assert error.sub not in f"{error} {error.description} {error.reason}"


def test_the_reason_is_the_description_where_nothing_more_is_known() -> None:
    assert InvalidRequest("The parameter x is missing.").reason == "The parameter x is missing."


def test_a_description_of_one_error_is_not_that_of_the_next() -> None:
    InvalidRequest("Something special.")
    assert InvalidRequest().description == InvalidRequest.description


def test_a_refusal_for_the_page_is_no_answer_for_an_application() -> None:
    refusal = UntrustedClient("client_id is not registered")
    assert isinstance(refusal, PageRefusal)
    assert not isinstance(refusal, OAuthError)
    assert refusal.reason == "client_id is not registered"
