"""Validation of an authorization request (OpenID Connect Core section 3.1.2.1)."""

import pytest

from domain.auth_request import AuthRequest
from domain.errors import InvalidRequest, InvalidScope, OAuthError
from domain.parameters import Parameters
from domain.pkce import CodeChallenge
from tests.builders import (
    CLIENT_ID,
    CODE_VERIFIER,
    REDIRECT_URI,
    a_client,
    authorization_parameters,
)

_LIMITS = [("state", 4096), ("nonce", 512), ("scope", 1024), ("claims", 8192)]
_TRAPS = ["-1", "+5", "1_000", "1.5", "1e3", " 5", "5 ", "5\n", "0x10", "five", "9" * 17]
_NOT_ASCII = ["\u0661\u0662", "\uff15", "\u00b2", "\u096b"]


def _error(**changes: str | None) -> str | None:
    try:
        AuthRequest.validated(authorization_parameters(**changes), a_client())
    except OAuthError as error:
        return error.error
    return None


def test_a_good_request_is_kept_as_it_was_asked() -> None:
    request = AuthRequest.validated(authorization_parameters(), a_client())
    assert request == AuthRequest(
        client_id=CLIENT_ID,
        redirect_uri=REDIRECT_URI,
        scope=frozenset({"openid", "profile", "roles"}),
        state="af0ifjsldkj",
        nonce="n-0S6_WzA2Mj",
        code_challenge=CodeChallenge.of(CODE_VERIFIER),
        prompt=frozenset(),
    )


def test_a_confidential_client_may_leave_out_all_that_is_optional() -> None:
    bare = dict.fromkeys(["state", "nonce", "code_challenge", "code_challenge_method"])
    request = AuthRequest.validated(authorization_parameters(**bare), a_client())
    assert (request.state, request.nonce, request.code_challenge) == (None, None, None)


def test_an_unknown_parameter_is_ignored() -> None:
    assert _error(extra="foobar", claims="{}", display="page", ui_locales="de") is None
    assert _error(claims_locales="de", acr_values="urn:x", login_hint="nelly") is None


@pytest.mark.parametrize("character", ["a", "\u00e9", "\U0001f600"])
@pytest.mark.parametrize(("name", "limit"), _LIMITS[:2])
def test_state_and_nonce_are_limited_in_bytes(name: str, limit: int, character: str) -> None:
    fitting = character * (limit // len(character.encode()))
    assert _error(**{name: fitting}) is None
    assert _error(**{name: fitting + "a"}) == "invalid_request"


def test_a_scope_is_limited_in_bytes() -> None:
    assert _error(scope="openid " + "x" * 1017) is None
    assert _error(scope="openid " + "x" * 1018) == "invalid_request"


@pytest.mark.parametrize(("name", "limit"), _LIMITS)
def test_what_is_too_long_is_named(name: str, limit: int) -> None:
    parameters = authorization_parameters(**{name: "x" * (limit + 1)})
    with pytest.raises(InvalidRequest) as refusal:
        AuthRequest.validated(parameters, a_client())
    assert name in refusal.value.description


@pytest.mark.parametrize("max_age", ["0", "1", "007", "86400", str(2**53)])
def test_a_max_age_is_a_whole_number_of_seconds(max_age: str) -> None:
    assert _error(max_age=max_age) is None


@pytest.mark.parametrize("max_age", [*_TRAPS, *_NOT_ASCII, str(2**53 + 1), "1" * 5000])
def test_what_only_python_takes_for_a_number_is_no_max_age(max_age: str) -> None:
    assert _error(max_age=max_age) == "invalid_request"


@pytest.mark.parametrize("prompt", ["login", "consent", "select_account", "login consent", "none"])
def test_the_prompts_of_the_specification_are_known(prompt: str) -> None:
    request = AuthRequest.validated(authorization_parameters(prompt=prompt), a_client())
    assert request.prompt == set(prompt.split(" "))
    assert request.is_silent is (prompt == "none")
    assert request.wants_consent is ("consent" in prompt)


@pytest.mark.parametrize("prompt", ["none login", "login none", "create", "Login", "login,consent"])
def test_none_stands_alone_and_an_unknown_prompt_is_refused(prompt: str) -> None:
    assert _error(prompt=prompt) == "invalid_request"


def test_a_prompt_that_stands_twice_counts_once() -> None:
    assert _error(prompt="login login") is None
    assert _error(prompt="none none") is None


def test_without_a_prompt_nothing_is_wanted() -> None:
    request = AuthRequest.validated(authorization_parameters(), a_client())
    assert not request.prompt
    assert (request.is_silent, request.wants_consent) == (False, False)


@pytest.mark.parametrize("name", ["request", "request_uri", "registration"])
def test_what_is_not_supported_is_refused_by_its_own_code(name: str) -> None:
    assert _error(**{name: "https://evil.example/x"}) == f"{name}_not_supported"


@pytest.mark.parametrize(
    "response_type", ["token", "id_token", "code token", "code id_token", "none", "Code", "code "]
)
def test_only_a_code_is_given(response_type: str) -> None:
    assert _error(response_type=response_type) == "unsupported_response_type"


def test_a_missing_response_type_is_an_invalid_request() -> None:
    assert _error(response_type=None) == "invalid_request"


@pytest.mark.parametrize("scope", [None, "unknown", "openid\tprofile", "  ", "a\u00e9"])
def test_a_scope_that_cannot_be_granted_is_refused(scope: str | None) -> None:
    with pytest.raises(InvalidScope):
        AuthRequest.validated(authorization_parameters(scope=scope), a_client())


def test_what_is_granted_is_no_more_than_the_client_may_have() -> None:
    client = a_client(allowed_scope=frozenset({"openid", "roles"}))
    request = AuthRequest.validated(authorization_parameters(scope="openid email roles"), client)
    assert request.scope == {"openid", "roles"}


def test_a_public_client_must_send_a_challenge() -> None:
    parameters = authorization_parameters(code_challenge=None, code_challenge_method=None)
    with pytest.raises(InvalidRequest):
        AuthRequest.validated(parameters, a_client(client_secret=None))


def test_a_repeated_parameter_is_refused_before_anything_else() -> None:
    parameters = Parameters([("nonce", "a"), ("nonce", "b")])
    with pytest.raises(InvalidRequest) as refusal:
        AuthRequest.validated(parameters, a_client())
    assert refusal.value.description == "A parameter is repeated."
