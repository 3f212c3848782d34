"""Claims asked for one by one (OpenID Connect Core section 5.5)."""

from collections.abc import Set as AbstractSet

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.claims import Claims
from domain.claims_request import SCOPES_OF_CLAIM
from domain.identity import Identity
from domain.policy.claim_rules import Place
from domain.scope import KNOWN_SCOPES
from tests.builders import a_membership, a_portrait, an_identity

_EVERYTHING = a_portrait().claims(frozenset(KNOWN_SCOPES), Place.USERINFO)


def single_claims(identity: Identity, names: AbstractSet[str]) -> Claims:
    """Give those that are asked for by name alone."""
    return a_portrait(identity).claims(frozenset(), Place.USERINFO, asked=names)


@pytest.mark.parametrize("name", SCOPES_OF_CLAIM)
def test_a_claim_that_is_asked_for_comes_alone(name: str) -> None:
    assert single_claims(an_identity(), {name}) == {name: _EVERYTHING[name]}


def test_nothing_asked_for_is_nothing_given() -> None:
    assert single_claims(an_identity(), set()) == {}


def test_every_claim_about_a_person_can_be_asked_for() -> None:
    assert set(SCOPES_OF_CLAIM) == set(_EVERYTHING)


@given(st.sets(st.sampled_from(sorted(SCOPES_OF_CLAIM))))
def test_what_is_given_is_what_was_asked_for_and_what_a_scope_would_give(names: set[str]) -> None:
    given = single_claims(an_identity(), names)
    assert given == {name: _EVERYTHING[name] for name in names}


@pytest.mark.parametrize("name", ["email", "email_verified", "locale", "nickname", "picture"])
def test_what_is_not_known_of_a_person_is_left_out(name: str) -> None:
    bare = an_identity(email=None, locale=None, avatar=None, membership=a_membership(nick=None))
    assert single_claims(bare, {name}) == {}


def test_groups_alone_tell_no_role() -> None:
    claims = single_claims(an_identity(), {"groups"})
    assert claims == {"groups": ["leads", "mechanics", "software"]}
