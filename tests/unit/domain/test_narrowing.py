"""Fewer scopes at a refresh say less; more are never given (RFC 6749 section 6, N-TK-16)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.claims import Claims
from domain.claims_request import NO_CLAIMS, ClaimsRequest
from domain.errors import InvalidScope
from domain.grant import Grant
from domain.scope import KNOWN_SCOPES, format_scope
from tests.builders import NOW, a_grant, a_portrait, a_token_profile

_SCOPES = st.sets(st.sampled_from(KNOWN_SCOPES), min_size=1).map(frozenset)
_EMAIL = ClaimsRequest(
    id_token=frozenset({"email"}),
    userinfo=frozenset({"email"}),
    scopes=frozenset({"email"}),
)


def _said(grant: Grant) -> list[Claims]:
    profile = a_token_profile()
    return [
        profile.access_token(grant, a_portrait(), jti="jti", now=NOW),
        profile.id_token(grant, a_portrait(), nonce=None, access_token="at", now=NOW),
        profile.userinfo(grant, a_portrait()),
    ]


@given(_SCOPES, _SCOPES)
def test_a_wider_scope_is_refused_and_a_narrower_one_is_all_there_is(
    granted: frozenset[str], asked: frozenset[str]
) -> None:
    """N-TK-16."""
    grant = a_grant(scope=granted)
    if asked <= granted:
        assert grant.narrowed_to(format_scope(asked)).scope == asked
    else:
        with pytest.raises(InvalidScope):
            grant.narrowed_to(format_scope(asked))


@given(_SCOPES, _SCOPES)
def test_the_tokens_of_fewer_scopes_never_say_more(
    granted: frozenset[str], scope: frozenset[str]
) -> None:
    """N-TK-16."""
    whole = a_grant(scope=granted, claims=_EMAIL)
    for said, before in zip(_said(whole.narrowed(scope)), _said(whole), strict=True):
        assert set(said) <= set(before)


@pytest.mark.parametrize("text", ["openid admin", "admin", "openid\troles", "", " ", "op\u00e9nid"])
def test_what_was_not_granted_cannot_be_asked_for_whatever_it_is(text: str) -> None:
    with pytest.raises(InvalidScope):
        a_grant(scope=frozenset(KNOWN_SCOPES)).narrowed_to(text)


def test_asking_for_nothing_is_asking_for_all_of_it() -> None:
    grant = a_grant(scope=frozenset({"openid", "roles"}), claims=_EMAIL)
    assert grant.narrowed_to(None) is grant


def test_single_claims_that_were_asked_for_beside_the_scopes_go_with_the_scopes() -> None:
    grant = a_grant(scope=frozenset({"openid", "roles", "offline_access"}), claims=_EMAIL)
    assert grant.narrowed({"openid"}).claims == NO_CLAIMS
    assert "email" not in a_token_profile().userinfo(grant.narrowed({"openid"}), a_portrait())


@pytest.mark.parametrize("kept", [{"openid", "roles"}, {"openid", "roles", "offline_access"}])
def test_to_leave_out_offline_access_alone_is_not_to_want_less_of_the_person(
    kept: set[str],
) -> None:
    grant = a_grant(scope=frozenset({"openid", "roles", "offline_access"}), claims=_EMAIL)
    assert grant.narrowed(kept).claims == _EMAIL
    assert grant.narrowed(kept).scope == kept
