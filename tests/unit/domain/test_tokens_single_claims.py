"""Claims asked for by name: where they appear, and where they do not."""

import pytest

from domain.claims import Claims
from domain.claims_request import ClaimsRequest
from domain.client import IdTokenClaims
from domain.grant import Grant
from domain.scope import KNOWN_SCOPES
from tests.builders import NOW, SID, a_client, a_grant, a_portrait, a_token_profile

_EVERYTHING = frozenset(KNOWN_SCOPES)
_PROTOCOL = ["iss", "aud", "sub", "iat", "exp", "auth_time", "acr", "sid", "at_hash"]


def _asked(*, id_token: str = "", userinfo: str = "") -> ClaimsRequest:
    return ClaimsRequest(id_token=frozenset(id_token.split()), userinfo=frozenset(userinfo.split()))


def _id_token(grant: Grant, kind: IdTokenClaims = IdTokenClaims.FULL) -> Claims:
    client = a_client(id_token_claims=kind)
    return a_token_profile().id_token(
        grant, a_portrait(grant.identity, client), nonce=None, access_token="at", now=NOW
    )


def _added(claims: Claims) -> set[str]:
    return set(claims) - set(_PROTOCOL)


@pytest.mark.parametrize("kind", IdTokenClaims)
def test_an_id_token_has_those_asked_for_it_whatever_the_client(kind: IdTokenClaims) -> None:
    grant = a_grant(claims=_asked(id_token="name groups", userinfo="email"))
    claims = _id_token(grant, kind)
    assert _added(claims) == {"name", "groups"}
    assert claims["name"] == "Cap"


def test_userinfo_has_those_asked_for_it() -> None:
    grant = a_grant(claims=_asked(id_token="name groups", userinfo="email"))
    claims = a_token_profile().userinfo(grant, a_portrait())
    assert set(claims) == {"sub", "email"}
    assert claims["email"] == "nelly@example.org"


def test_an_access_token_has_none_of_them() -> None:
    grant = a_grant(claims=_asked(id_token="name email roles", userinfo="name email roles"))
    bare = a_token_profile().access_token(a_grant(), a_portrait(), jti="j", now=NOW)
    assert a_token_profile().access_token(grant, a_portrait(), jti="j", now=NOW) == bare


def test_a_minimal_id_token_has_them_beside_the_protocols_and_nothing_of_the_scopes() -> None:
    grant = a_grant(scope=_EVERYTHING, claims=_asked(id_token="nickname"))
    assert _added(_id_token(grant, IdTokenClaims.MINIMAL)) == {"nickname"}


def test_an_email_that_is_asked_for_in_one_place_does_not_appear_in_the_other() -> None:
    in_token = a_grant(claims=_asked(id_token="email"))
    assert "email" in _id_token(in_token)
    assert a_token_profile().userinfo(in_token, a_portrait()) == {"sub": in_token.subject}
    in_userinfo = a_grant(claims=_asked(userinfo="email"))
    assert _added(_id_token(in_userinfo)) == set()


def test_a_claim_that_scope_and_claims_both_ask_for_is_the_same() -> None:
    profile = frozenset({"openid", "profile"})
    both = a_grant(scope=profile, claims=_asked(id_token="name", userinfo="name"))
    assert _id_token(both) == _id_token(a_grant(scope=profile))
    told = a_token_profile().userinfo
    assert told(both, a_portrait()) == told(a_grant(scope=profile), a_portrait())


@pytest.mark.parametrize("kind", IdTokenClaims)
def test_every_id_token_says_which_session_and_how_it_was_signed_in(kind: IdTokenClaims) -> None:
    claims = _id_token(a_grant(), kind)
    assert (claims["sid"], claims["acr"]) == (SID, "urn:guildpass:discord")
    assert "amr" not in claims


def test_neither_access_token_nor_userinfo_names_the_session() -> None:
    grant = a_grant(scope=_EVERYTHING)
    assert "sid" not in a_token_profile().access_token(grant, a_portrait(), jti="j", now=NOW)
    assert "sid" not in a_token_profile().userinfo(grant, a_portrait())
