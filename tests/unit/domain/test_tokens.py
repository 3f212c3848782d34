"""The claims of the two tokens and of userinfo."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from domain.claims import Claims
from domain.client import IdTokenClaims
from domain.grant import Grant
from domain.scope import KNOWN_SCOPES
from domain.signing_algorithm import SigningAlgorithm
from domain.tokens import at_hash, seconds
from tests.builders import (
    AUDIENCE,
    CAPTAIN_ROLE,
    CLIENT_ID,
    DISCORD_ID,
    ISSUER,
    NOW,
    SID,
    a_client,
    a_grant,
    a_portrait,
    a_token_profile,
    an_auth_code,
    an_auth_request,
    an_identity,
)

_EVERYTHING = frozenset(KNOWN_SCOPES)
_EPOCH = 1_795_521_600  # 2026-11-24T12:00:00Z
_PROTOCOL = {
    "iss",
    "aud",
    "sub",
    "iat",
    "exp",
    "auth_time",
    "at_hash",
    "nonce",
    "jti",
    "acr",
    "sid",
}


def _access_token(grant: Grant) -> Claims:
    return a_token_profile().access_token(
        grant, a_portrait(grant.identity), jti="grant.unique", now=NOW
    )


def _id_token(
    grant: Grant, claims: IdTokenClaims = IdTokenClaims.FULL, *, nonce: str | None = "n"
) -> Claims:
    client = a_client(id_token_claims=claims)
    return a_token_profile().id_token(
        grant, a_portrait(grant.identity, client), nonce=nonce, access_token="at", now=NOW
    )


def test_an_access_token_for_openid_alone_has_these_claims_and_no_other() -> None:
    assert _access_token(a_grant()) == {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": DISCORD_ID,
        "client_id": CLIENT_ID,
        "scope": "openid",
        "jti": "grant.unique",
        "iat": _EPOCH,
        "exp": _EPOCH + 3600,
    }


def test_an_access_token_for_everything_adds_account_and_groups_only() -> None:
    added = set(_access_token(a_grant(scope=_EVERYTHING))) - set(_access_token(a_grant()))
    assert added == {"discord_id", "discord_username", "roles", "subteams", "groups"}


def test_an_id_token_for_openid_alone_has_these_claims_and_no_other() -> None:
    assert _id_token(a_grant()) == {
        "iss": ISSUER,
        "aud": CLIENT_ID,
        "sub": DISCORD_ID,
        "iat": _EPOCH,
        "exp": _EPOCH + 3600,
        "auth_time": _EPOCH,
        "acr": "urn:guildpass:discord",
        "sid": SID,
        "at_hash": at_hash("at", SigningAlgorithm.RS256),
        "nonce": "n",
    }


def test_a_minimal_id_token_has_the_protocols_claims_whatever_the_scope() -> None:
    everything = a_grant(scope=_EVERYTHING)
    assert _id_token(everything, IdTokenClaims.MINIMAL) == _id_token(a_grant())


def test_a_full_id_token_and_userinfo_say_the_same_of_a_person() -> None:
    grant = a_grant(scope=_EVERYTHING)
    about = {k: v for k, v in _id_token(grant).items() if k not in _PROTOCOL}
    assert a_token_profile().userinfo(grant, a_portrait()) == about | {"sub": DISCORD_ID}
    assert about["email"] == "nelly@example.org"
    assert about["roles"] == [CAPTAIN_ROLE, "1152921504606846978"]


def test_without_a_nonce_the_id_token_has_none() -> None:
    assert "nonce" not in _id_token(a_grant(), nonce=None)


def test_a_nonce_comes_back_byte_for_byte() -> None:
    nonce = ' n-0S6_WzA2Mj\u00e9\U0001f600"\\'
    assert _id_token(a_grant(), nonce=nonce)["nonce"] == nonce


def test_userinfo_for_openid_alone_is_the_subject() -> None:
    assert a_token_profile().userinfo(a_grant(), a_portrait()) == {"sub": DISCORD_ID}


def test_auth_time_is_the_sign_in_and_not_the_redemption() -> None:
    signed_in = NOW - timedelta(seconds=90)
    request = an_auth_request(scope=frozenset({"openid"}))
    grant = an_auth_code(request=request, auth_time=signed_in).grant()
    claims = _id_token(grant)
    assert (claims["auth_time"], claims["iat"]) == (_EPOCH - 90, _EPOCH)


def test_no_name_a_person_chose_reaches_a_claim_of_the_protocol() -> None:
    evil = an_identity(username="https://evil.example", global_name="admin", locale="evil")
    plain = a_grant(scope=_EVERYTHING)
    forged = a_grant(scope=_EVERYTHING, identity=evil)
    for claims in (_access_token, _id_token):
        protocol = {name: claims(plain).get(name) for name in _PROTOCOL}
        assert {name: claims(forged).get(name) for name in _PROTOCOL} == protocol


def test_no_claim_about_a_person_is_named_like_one_of_the_protocol() -> None:
    userinfo = a_token_profile().userinfo(a_grant(scope=_EVERYTHING), a_portrait())
    assert set(userinfo) & (_PROTOCOL | {"client_id", "scope", "typ", "azp"}) == {"sub"}


def test_at_hash_is_that_of_the_example_in_openid_connect_core_appendix_a_3() -> None:
    token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"
    assert at_hash(token, SigningAlgorithm.RS256) == "77QmUPtjPfzWtF2AnpK9RQ"


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 24, 12, 0, 0, 999_999, tzinfo=UTC),
        datetime(2026, 11, 24, 13, 0, tzinfo=timezone(timedelta(hours=1))),
    ],
)
def test_a_moment_is_written_in_whole_seconds_of_utc(moment: datetime) -> None:
    assert seconds(moment) == _EPOCH
