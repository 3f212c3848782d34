"""Claims by scope, exactly as the contract lists them."""

import json
from collections.abc import Set as AbstractSet
from itertools import combinations

import pytest

from domain.claims import Claims
from domain.identity import Identity
from domain.policy.claim_rules import Place
from domain.scope import KNOWN_SCOPES
from tests.builders import (
    CAPTAIN_ROLE,
    DISCORD_ID,
    SOFTWARE_ROLE,
    UNMAPPED_ROLE,
    a_membership,
    a_portrait,
    an_identity,
)

_ACCOUNT = {"discord_id": DISCORD_ID, "discord_username": "nelly"}
_PROFILE = {
    **_ACCOUNT,
    "name": "Cap",
    "preferred_username": "nelly",
    "nickname": "Cap",
    "picture": f"https://cdn.discordapp.com/avatars/{DISCORD_ID}/"
    "8342729096ea3675442027381ff50dfe.png",
    "locale": "en-US",
}
_EMAIL = {"email": "nelly@example.org", "email_verified": True}
_GROUPS = {"groups": ["leads", "mechanics", "software"]}
_ROLES = {
    "roles": [CAPTAIN_ROLE, SOFTWARE_ROLE],
    "subteams": ["leads", "mechanics", "software"],
    **_GROUPS,
}
_BARE = an_identity(
    discriminator=None,
    global_name=None,
    avatar=None,
    locale=None,
    email=None,
    email_verified=False,
    membership=a_membership(roles=(), nick=None),
)


def identity_claims(identity: Identity, scope: AbstractSet[str]) -> Claims:
    """Give what ID tokens and userinfo say."""
    return a_portrait(identity).claims(scope, Place.USERINFO)


def access_claims(identity: Identity, scope: AbstractSet[str]) -> Claims:
    """Give what access tokens say."""
    return a_portrait(identity).claims(scope, Place.ACCESS_TOKEN)


_SETS = [frozenset(c) for n in range(6) for c in combinations(KNOWN_SCOPES, n)]
_PEOPLE = [an_identity(), _BARE, an_identity(membership=None), an_identity(username="\u202e")]


@pytest.mark.parametrize(
    ("scope", "claims"),
    [
        ("openid", {}),
        ("profile", _PROFILE),
        ("email", _EMAIL),
        ("roles", _ROLES),
        ("groups", _GROUPS),
        ("roles groups", _ROLES),
        ("openid profile email roles groups", _PROFILE | _EMAIL | _ROLES),
    ],
)
def test_a_scope_gives_these_claims_and_no_other(scope: str, claims: dict[str, object]) -> None:
    assert identity_claims(an_identity(), set(scope.split())) == claims


@pytest.mark.parametrize(
    ("scope", "claims"),
    [
        ("openid", {}),
        ("profile", _ACCOUNT),
        ("email", {}),
        ("roles", _ROLES),
        ("groups", _GROUPS),
        ("openid profile email roles groups", _ACCOUNT | _ROLES),
    ],
)
def test_an_access_token_has_neither_email_nor_name_nor_picture(
    scope: str, claims: dict[str, object]
) -> None:
    assert access_claims(an_identity(), set(scope.split())) == claims


def test_somebody_with_nothing_optional_has_this_much_and_empty_groups() -> None:
    assert identity_claims(_BARE, set(KNOWN_SCOPES)) == {
        **_ACCOUNT,
        "name": "nelly",
        "preferred_username": "nelly",
        "roles": [],
        "subteams": [],
        "groups": [],
    }


@pytest.mark.parametrize("person", _PEOPLE, ids=range(len(_PEOPLE)))
@pytest.mark.parametrize("scope", _SETS, ids=lambda scope: "+".join(sorted(scope)) or "none")
def test_no_claim_is_ever_null_or_an_empty_text(scope: frozenset[str], person: Identity) -> None:
    for claims in (identity_claims, access_claims):
        values = claims(person, scope).values()
        assert not [value for value in values if value is None or value == ""]


def test_an_unmapped_role_is_a_role_and_no_subteam() -> None:
    person = an_identity(membership=a_membership(roles=(UNMAPPED_ROLE,)))
    claims = identity_claims(person, {"roles"})
    assert claims == {"roles": [UNMAPPED_ROLE], "subteams": [], "groups": []}


def test_an_email_that_is_not_verified_is_given_as_such() -> None:
    person = an_identity(email_verified=False)
    claims = identity_claims(person, {"email"})
    assert claims == {"email": "nelly@example.org", "email_verified": False}


@pytest.mark.parametrize("email", [None, ""])
def test_without_an_email_nothing_is_said_of_its_verification(email: str | None) -> None:
    person = an_identity(email=email, email_verified=True)
    assert identity_claims(person, {"email"}) == {}


def test_a_legacy_account_shows_its_discriminator_in_one_claim_only() -> None:
    claims = identity_claims(an_identity(discriminator="1337"), {"profile"})
    assert claims["discord_username"] == "nelly#1337"
    assert claims["preferred_username"] == "nelly"


def test_a_name_that_could_deceive_is_made_fit_in_every_claim() -> None:
    evil = "a\u202eb\x00\ud800"
    person = an_identity(username=evil, global_name=evil, membership=a_membership(nick=evil))
    written = json.dumps(identity_claims(person, {"profile"}), ensure_ascii=False)
    assert not set("\u202e\x00\ud800") & set(written)
    assert written.encode()


def test_roles_are_texts_however_long_they_are() -> None:
    person = an_identity(membership=a_membership(roles=("18446744073709551615",)))
    claims = identity_claims(person, {"roles"})
    assert json.loads(json.dumps(claims))["roles"] == ["18446744073709551615"]
