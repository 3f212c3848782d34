"""Addresses and usernames that one application is told instead of Discord's own."""

import string

import pytest

from domain.auth_request import AuthRequest
from domain.policy.claim_rules import ClaimRule, Groups, Place
from domain.policy.disclosure import STANDARD, Disclosure
from domain.policy.username import UsernameRule
from domain.scope import GROUPS, OFFLINE_ACCESS
from tests.builders import DISCORD_ID, a_client, a_portrait, an_identity, authorization_parameters

_MADE_UP = Disclosure(email_domain="users.example.org")
_VERIFIED = Disclosure(verified_email_only=True)
_RULE = UsernameRule(characters=frozenset(string.ascii_lowercase + string.digits + "-"))


@pytest.mark.parametrize("verified", [True, False])
@pytest.mark.parametrize("email", ["nelly@example.org", None, ""])
def test_a_made_up_address_is_verified_and_nobodys_own(
    email: str | None, *, verified: bool
) -> None:
    person = an_identity(email=email, email_verified=verified)
    assert _MADE_UP.email(person) == (f"{DISCORD_ID}@users.example.org", True)
    assert STANDARD.email(person) == (email, verified)


def test_an_address_that_must_be_verified_is_left_out_where_it_is_not() -> None:
    client = a_client(disclosure=_VERIFIED)
    for place in (Place.ID_TOKEN, Place.USERINFO):
        for verified, told in ((True, {"email", "email_verified"}), (False, set[str]())):
            person = an_identity(email="nelly@example.org", email_verified=verified)
            portrait = a_portrait(person, client)
            assert portrait.claims({"openid", "email"}, place).keys() == told
            asked = portrait.claims({"openid"}, place, asked={"email", "email_verified"})
            assert asked.keys() == told
    assert AuthRequest.validated(authorization_parameters(scope="openid email"), client).needs_email


def test_it_needs_the_scope_and_is_in_no_access_token() -> None:
    portrait = a_portrait(client=a_client(disclosure=_MADE_UP))
    about = {"email": f"{DISCORD_ID}@users.example.org", "email_verified": True}
    for place in (Place.ID_TOKEN, Place.USERINFO):
        assert portrait.claims({"openid", "email"}, place) == about
        assert portrait.claims({"openid"}, place) == {}
        assert portrait.claims({"openid"}, place, asked={"email"}) == {
            "email": f"{DISCORD_ID}@users.example.org"
        }
    assert portrait.claims({"openid", "email"}, Place.ACCESS_TOKEN) == {}


@pytest.mark.parametrize(("disclosure", "asks"), [(STANDARD, True), (_MADE_UP, False)])
@pytest.mark.parametrize(
    "asked", [{"scope": "openid email"}, {"claims": '{"userinfo":{"email":null}}'}]
)
def test_discord_is_asked_for_nobodys_address_where_one_is_made_up(
    disclosure: Disclosure, asked: dict[str, str], *, asks: bool
) -> None:
    client = a_client(disclosure=disclosure)
    request = AuthRequest.validated(authorization_parameters(**asked), client)
    assert request.needs_email is asks


def test_a_username_is_as_the_application_takes_it() -> None:
    person = an_identity(username="Nelly")
    ruled = a_portrait(person, a_client(disclosure=Disclosure(username_rule=_RULE)))
    claims = ruled.claims({"profile"}, Place.USERINFO)
    assert claims["preferred_username"] == f"nelly-{DISCORD_ID}"
    assert claims["discord_username"] == "Nelly"
    plain = a_portrait(person).claims({"profile"}, Place.USERINFO)
    assert plain["preferred_username"] == "Nelly"


@pytest.mark.parametrize(
    ("scopes", "unasked"), [(None, {GROUPS}), (frozenset({GROUPS}), frozenset())]
)
def test_what_is_told_whatever_the_scope_is_shared_unasked(
    scopes: frozenset[str] | None, unasked: set[str]
) -> None:
    by_scope = ClaimRule(name="teams", source=Groups(), scopes=frozenset({GROUPS}))
    rule = ClaimRule(name="groups", source=Groups(), scopes=scopes)
    disclosure = Disclosure(claim_rules=(by_scope, rule))
    assert disclosure.unasked_scope(frozenset()) == unasked
    assert a_client(disclosure=disclosure).unasked_scope(frozenset()) == unasked
    offline = a_client(disclosure=disclosure, always_offline=True)
    assert offline.unasked_scope(frozenset()) == unasked | {OFFLINE_ACCESS}
    assert STANDARD.unasked_scope(frozenset({GROUPS})) == frozenset()


@pytest.mark.parametrize(
    ("scopes", "asked", "told"),
    [
        ({"openid"}, {"openid"}, True),
        ({"openid"}, {"profile"}, False),
        ({"profile", "email"}, {"openid", "email"}, True),
        ({"profile"}, {"openid", "email"}, False),
        (None, set[str](), True),
    ],
)
def test_what_a_rule_tells_beside_another_scope_is_shared_unasked(
    scopes: set[str] | None, asked: set[str], *, told: bool
) -> None:
    disclosure = Disclosure(claim_rules=(ClaimRule(name="x", source=Groups(), scopes=scopes),))
    assert disclosure.unasked_scope(asked) == (frozenset({GROUPS}) if told else frozenset())
