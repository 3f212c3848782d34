"""PKCE: RFC 7636, and the downgrades of C-20."""

from itertools import product

import pytest

from domain.auth_request import AuthRequest
from domain.errors import InvalidRequest, OAuthError
from domain.parameters import Parameters
from domain.pkce import CodeChallenge
from tests.builders import (
    CODE_VERIFIER,
    REDIRECT_URI,
    a_client,
    an_auth_code,
    authorization_parameters,
)

# RFC 7636 appendix B.
_VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
_CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

_WRONG = "another-code-verifier-of-forty-three-characters"
_VERIFIERS = {"right": CODE_VERIFIER, "wrong": _WRONG, "empty": "", "missing": None}
_S256 = CodeChallenge.of(CODE_VERIFIER).value
_CHALLENGES: dict[str, dict[str, str | None]] = {
    "S256": {"code_challenge": _S256, "code_challenge_method": "S256"},
    "plain": {"code_challenge": CODE_VERIFIER, "code_challenge_method": "plain"},
    "omitted": {"code_challenge": _S256, "code_challenge_method": None},
    "none": {"code_challenge": None, "code_challenge_method": None},
}


def _expected(challenge: str, verifier: str, kind: str) -> str:
    if challenge == "S256":
        return "accepted" if verifier == "right" else "invalid_grant"
    if challenge == "none" and kind == "confidential":
        return "accepted" if verifier in {"empty", "missing"} else "invalid_grant"
    return "invalid_request"


def _outcome(challenge: str, verifier: str, kind: str) -> str:
    client = a_client(client_secret="secret" if kind == "confidential" else None)
    sent = Parameters([("code_verifier", _VERIFIERS[verifier] or "")])
    try:
        parameters = authorization_parameters(**_CHALLENGES[challenge])
        code = an_auth_code(request=AuthRequest.validated(parameters, client))
        code.check_bindings(
            client_id=client.client_id,
            redirect_uri=REDIRECT_URI,
            code_verifier=sent.get("code_verifier"),
        )
    except OAuthError as error:
        return error.error
    return "accepted"


@pytest.mark.parametrize(
    ("challenge", "verifier", "kind"),
    list(product(_CHALLENGES, _VERIFIERS, ["public", "confidential"])),
)
def test_no_combination_of_challenge_verifier_and_client_downgrades_pkce(
    challenge: str, verifier: str, kind: str
) -> None:
    assert _outcome(challenge, verifier, kind) == _expected(challenge, verifier, kind)


def test_the_example_of_rfc_7636_appendix_b_holds() -> None:
    assert CodeChallenge.of(_VERIFIER) == CodeChallenge(_CHALLENGE)
    assert CodeChallenge(_CHALLENGE).matches(_VERIFIER)


@pytest.mark.parametrize("length", [43, 128])
def test_a_verifier_of_43_to_128_characters_is_one(length: int) -> None:
    verifier = "~" * length
    assert CodeChallenge.of(verifier).matches(verifier)


@pytest.mark.parametrize(
    "verifier",
    ["", "a" * 42, "a" * 129, "a" * 42 + "+", "a" * 42 + "=", "a" * 43 + "\n", "\u0430" * 43],
    ids=["empty", "42", "129", "plus", "padding", "newline", "cyrillic"],
)
def test_a_malformed_verifier_matches_not_even_its_own_challenge(verifier: str) -> None:
    assert not CodeChallenge.of(verifier).matches(verifier)


def test_the_challenge_itself_is_no_verifier() -> None:
    assert not CodeChallenge(_CHALLENGE).matches(_CHALLENGE)


def test_one_changed_character_of_the_verifier_is_noticed() -> None:
    assert not CodeChallenge(_CHALLENGE).matches(_VERIFIER[:-1] + "l")


@pytest.mark.parametrize(
    "challenge",
    [None, "a" * 42, "a" * 44, "a" * 42 + "=", "a" * 42 + "~", "a" * 43 + "\n", "\u0430" * 43],
    ids=["missing", "42", "44", "padding", "tilde", "newline", "cyrillic"],
)
def test_a_challenge_is_43_base64url_characters(challenge: str | None) -> None:
    parameters = authorization_parameters(code_challenge=challenge)
    with pytest.raises(InvalidRequest, match="invalid_request") as refusal:
        CodeChallenge.requested(parameters)
    assert "code_challenge" in refusal.value.description


@pytest.mark.parametrize("method", ["plain", "s256", "S512", "S256 ", "none"])
def test_only_s256_is_a_method(method: str) -> None:
    with pytest.raises(InvalidRequest):
        CodeChallenge.requested(authorization_parameters(code_challenge_method=method))


def test_a_repeated_challenge_is_no_way_to_leave_it_out() -> None:
    repeated = [("code_challenge", _CHALLENGE)] * 2
    with pytest.raises(InvalidRequest):
        Parameters(repeated).check_wellformed()
