"""Clients: authentication, and the one place an answer may go to."""

from hashlib import sha256

import pytest

from domain.client_authentication import ClientCredentials, TokenEndpointAuthMethod
from domain.errors import InvalidClient
from domain.page_refusals import UntrustedClient
from tests.builders import CLIENT_SECRET, REDIRECT_URI, a_client

_BASIC = TokenEndpointAuthMethod.CLIENT_SECRET_BASIC
_POST = TokenEndpointAuthMethod.CLIENT_SECRET_POST
_NONE = TokenEndpointAuthMethod.NONE

# Registered is https://app.example.org/callback (C-10 to C-13).
_ATTACKS = [
    "https://app.example.org/callback/",
    "https://app.example.org/callback/..",
    "https://app.example.org/callback/../evil",
    "https://app.example.org/callback/..;/evil",
    "https://app.example.org/callback/%2e%2e/evil",
    "https://app.example.org/callback%252f..%252fevil",
    "https://app.example.org/./callback",
    "https://app.example.org//callback",
    "https://app.example.org/%63allback",
    "https://app.example.org/callback?",
    "https://app.example.org/callback?x=1",
    "https://app.example.org/callback#",
    "https://app.example.org/callback#x",
    "https://app.example.org/callback;x",
    "https://app.example.org/callback ",
    " https://app.example.org/callback",
    "https://app.example.org/callback\n",
    "https://app.example.org/callback\x00",
    "https://app.example.org/call",
    "https://app.example.org/Callback",
    "https://APP.example.org/callback",
    "HTTPS://app.example.org/callback",
    "http://app.example.org/callback",
    "https://app.example.org:443/callback",
    "https://app.example.org./callback",
    "https://appXexample.org/callback",
    "https://app.example.org.evil.example/callback",
    "https://app.example.org@evil.example/callback",
    "https://evil.example\\@app.example.org/callback",
    "https://evil.example/https://app.example.org/callback",
    "https://*.example.org/callback",
    "https://\u0430pp.example.org/callback",
    "//app.example.org/callback",
    "/callback",
    "javascript:alert(1)//https://app.example.org/callback",
    "https%3A%2F%2Fapp.example.org%2Fcallback",
    "",
]


def test_an_answer_goes_to_a_registered_uri() -> None:
    target = a_client().response_target(REDIRECT_URI, state="s")
    assert (target.redirect_uri, target.state) == (REDIRECT_URI, "s")


@pytest.mark.parametrize("uri", _ATTACKS)
def test_an_answer_goes_to_no_uri_that_only_resembles_a_registered_one(uri: str) -> None:
    with pytest.raises(UntrustedClient):
        a_client().response_target(uri, state=None)


def test_a_single_registered_uri_is_no_default() -> None:
    with pytest.raises(UntrustedClient):
        a_client().response_target(None, state=None)


@pytest.mark.parametrize(
    "uri", ["http://127.0.0.1:8081/cb", "http://127.0.0.1/cb", "http://localhost:8080/cb"]
)
def test_a_loopback_uri_of_a_confidential_client_is_compared_exactly_as_well(uri: str) -> None:
    client = a_client(redirect_uris=frozenset({"http://127.0.0.1:8080/cb"}))
    with pytest.raises(UntrustedClient):
        client.response_target(uri, state=None)


@pytest.mark.parametrize("method", [_BASIC, _POST])
def test_the_right_secret_authenticates(method: TokenEndpointAuthMethod) -> None:
    a_client().authenticate(_credentials(CLIENT_SECRET, method))


_NEXT = "the-secret-that-comes-next"
_DIGEST = sha256(CLIENT_SECRET.encode()).hexdigest()
_WRONG = [None, "", "wrong", CLIENT_SECRET + " ", CLIENT_SECRET[:-1], CLIENT_SECRET.upper()]


@pytest.mark.parametrize("secret", [*_WRONG, "\u00e9", "x" * 65_536, _DIGEST])
def test_another_secret_does_not(secret: str | None) -> None:
    with pytest.raises(InvalidClient):
        a_client().authenticate(_credentials(secret, _BASIC))


@pytest.mark.parametrize("secret", [CLIENT_SECRET, _NEXT])
def test_either_of_two_secrets_authenticates_while_one_takes_the_place_of_the_other(
    secret: str,
) -> None:
    a_client(next_secret=_NEXT).authenticate(_credentials(secret, _BASIC))


@pytest.mark.parametrize("secret", [*_WRONG, _DIGEST, CLIENT_SECRET + _NEXT])
def test_with_two_secrets_another_still_does_not(secret: str | None) -> None:
    with pytest.raises(InvalidClient):
        a_client(next_secret=_NEXT).authenticate(_credentials(secret, _BASIC))


def test_each_secret_is_compared_in_full_whichever_is_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[bytes] = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append(one)
        return one == other

    client = a_client(next_secret=_NEXT)
    monkeypatch.setattr("domain.client.hmac.compare_digest", compare)
    for secret in (CLIENT_SECRET, _NEXT):
        compared.clear()
        client.authenticate(_credentials(secret, _BASIC))
        assert sorted(compared) == sorted(client.client_secrets_sha256)


def test_a_secret_may_hold_any_character() -> None:
    secret = "p\u00e4ss:w\u00f6rd %+&\U0001f600"
    a_client(client_secret=secret).authenticate(_credentials(secret, _POST))


def test_a_method_that_is_not_registered_is_refused_even_with_the_right_secret() -> None:
    client = a_client(methods=frozenset({_BASIC}))
    with pytest.raises(InvalidClient):
        client.authenticate(_credentials(CLIENT_SECRET, _POST))


def test_a_confidential_client_does_not_pass_without_its_secret() -> None:
    with pytest.raises(InvalidClient):
        a_client().authenticate(_credentials(None, _NONE))


@pytest.mark.parametrize("method", [_BASIC, _POST])
@pytest.mark.parametrize("secret", ["", None])
def test_no_secret_is_none_even_where_the_digest_of_nothing_was_registered(
    secret: str | None, method: TokenEndpointAuthMethod
) -> None:
    client = a_client(client_secret="", next_secret=CLIENT_SECRET)
    with pytest.raises(InvalidClient):
        client.authenticate(_credentials(secret, method))
    client.authenticate(_credentials(CLIENT_SECRET, method))


def test_a_public_client_passes_without_a_secret() -> None:
    a_client(client_secret=None).authenticate(_credentials(None, _NONE))


@pytest.mark.parametrize("method", [_BASIC, _POST])
def test_a_public_client_that_sends_a_secret_is_refused(method: TokenEndpointAuthMethod) -> None:
    with pytest.raises(InvalidClient):
        a_client(client_secret=None).authenticate(_credentials("", method))


def test_wrong_method_and_wrong_secret_read_alike() -> None:
    client = a_client(methods=frozenset({_BASIC}))
    told = set()
    for credentials in (_credentials("wrong", _BASIC), _credentials(CLIENT_SECRET, _POST)):
        with pytest.raises(InvalidClient) as refusal:
            client.authenticate(credentials)
        told.add((refusal.value.error, refusal.value.description))
    assert len(told) == 1


def test_only_a_client_without_a_secret_is_public() -> None:
    assert a_client(client_secret=None).is_public
    assert not a_client().is_public


def test_neither_secret_nor_digest_is_shown() -> None:
    client = a_client()
    (digest,) = client.client_secrets_sha256
    assert repr(digest) not in repr(client)
    assert CLIENT_SECRET not in repr(_credentials(CLIENT_SECRET, _BASIC))


def test_a_person_is_shown_the_name_of_a_client_or_else_its_id() -> None:
    assert a_client(client_name="Dashboard").display_name == "Dashboard"
    assert a_client(client_id="dashboard").display_name == "dashboard"


def test_the_origins_of_a_client_are_those_of_its_web_redirect_uris() -> None:
    uris = {REDIRECT_URI, "https://app.example.org/other", "com.example.app:/cb"}
    client = a_client(redirect_uris=frozenset({*uris, "http://localhost:3000/cb"}))
    assert client.origins == {"https://app.example.org", "http://localhost:3000"}


def test_so_are_those_that_were_registered_beside_them() -> None:
    others = frozenset({"https://app.example.org", "https://board.example.org"})
    client = a_client(cors_origins=others)
    assert client.origins == {"https://app.example.org", "https://board.example.org"}


def _credentials(secret: str | None, method: TokenEndpointAuthMethod) -> ClientCredentials:
    return ClientCredentials(client_id="dashboard", client_secret=secret, method=method)
