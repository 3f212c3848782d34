"""No rule changes what a claim of the protocol says, or puts one where there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.claims import Claims
from domain.client import IdTokenClaims
from domain.policy.claim_rules import (
    PROTOCOL_CLAIMS,
    BySubteam,
    ClaimRule,
    Form,
    Groups,
    Place,
)
from domain.policy.disclosure import STANDARD, Disclosure
from domain.scope import KNOWN_SCOPES
from tests.builders import NOW, a_client, a_grant, a_portrait, a_token_profile, an_access_token

_VALUES = st.one_of(
    st.text(), st.integers(), st.booleans(), st.lists(st.text(), max_size=2).map(tuple)
)
_SLUGS = st.sampled_from(["leads", "mechanics", "software"])
_SOURCES = st.one_of(
    st.builds(Groups, form=st.sampled_from(Form), prefix=st.text(max_size=3)),
    st.builds(
        BySubteam,
        values=st.lists(st.tuples(_SLUGS, _VALUES), max_size=3).map(tuple),
        default=st.none() | _VALUES,
    ),
)
_NAMES = st.text(min_size=1).filter(
    lambda name: name.lower() not in PROTOCOL_CLAIMS
) | st.sampled_from(
    ["groups", "roles", "subteams", "immich_role", "iss ", "https://example.org/sub"]
)
_RULES = st.lists(
    st.builds(
        ClaimRule,
        name=_NAMES,
        source=_SOURCES,
        places=st.frozensets(st.sampled_from(Place)),
        scopes=st.none() | st.frozensets(st.sampled_from(KNOWN_SCOPES)),
    ),
    max_size=4,
)
_SCOPES = st.frozensets(st.sampled_from(KNOWN_SCOPES))


def _documents(
    scope: frozenset[str], disclosure: Disclosure, kind: IdTokenClaims, nonce: str | None
) -> list[Claims]:
    """Give ID token, access token, userinfo and introspection of one grant."""
    grant, client = a_grant(scope=scope), a_client(disclosure=disclosure, id_token_claims=kind)
    portrait, profile = a_portrait(grant.identity, client), a_token_profile()
    return [
        profile.id_token(grant, portrait, nonce=nonce, access_token="at", now=NOW),
        profile.access_token(grant, portrait, jti="jti", now=NOW),
        profile.userinfo(grant, portrait),
        profile.introspection(an_access_token(), grant, portrait),
    ]


@pytest.mark.parametrize("name", ["Sub", "ISS", "eMail", "Preferred_Username", "_Claim_Names"])
def test_nor_for_one_that_differs_in_case_alone(name: str) -> None:
    """Some libraries match names without regard to it."""
    with pytest.raises(ValueError, match="has a meaning of its own"):
        ClaimRule(name=name, source=Groups())


def test_the_names_it_is_compared_with_are_in_small_letters() -> None:
    assert {name.lower() for name in PROTOCOL_CLAIMS} == PROTOCOL_CLAIMS


@pytest.mark.parametrize("name", sorted(PROTOCOL_CLAIMS))
def test_there_can_be_no_rule_for_a_claim_of_the_protocol(name: str) -> None:
    with pytest.raises(ValueError, match="has a meaning of its own, which no rule can change"):
        ClaimRule(name=name, source=Groups())


@given(_SCOPES, _RULES, st.sampled_from(IdTokenClaims), st.none() | st.text())
def test_no_rule_changes_a_claim_of_the_protocol(
    scope: frozenset[str], rules: list[ClaimRule], kind: IdTokenClaims, nonce: str | None
) -> None:
    without = _documents(scope, STANDARD, kind, nonce)
    ruled = Disclosure(claim_rules=tuple(rules))
    for before, after in zip(without, _documents(scope, ruled, kind, nonce), strict=True):
        names = PROTOCOL_CLAIMS & (before.keys() | after.keys())
        assert {name: after.get(name) for name in names} == {
            name: before.get(name) for name in names
        }


@given(_SCOPES, _RULES)
def test_a_rule_changes_nothing_but_the_claim_it_is_for(
    scope: frozenset[str], rules: list[ClaimRule]
) -> None:
    ruled, names = Disclosure(claim_rules=tuple(rules)), {rule.name for rule in rules}
    without = _documents(scope, STANDARD, IdTokenClaims.FULL, "n")
    for before, after in zip(
        without, _documents(scope, ruled, IdTokenClaims.FULL, "n"), strict=True
    ):
        assert {k: v for k, v in after.items() if k not in names} == {
            k: v for k, v in before.items() if k not in names
        }


def test_every_claim_that_every_token_has_is_one_of_the_protocol() -> None:
    for document in _documents(frozenset(KNOWN_SCOPES), STANDARD, IdTokenClaims.FULL, "n"):
        assert document.keys() - PROTOCOL_CLAIMS == {"roles", "subteams", "groups"}


@pytest.mark.parametrize("name", ["iss", "sub", "aud", "exp", "iat", "jti", "scope", "client_id"])
def test_were_there_such_a_rule_the_protocol_would_have_the_last_word(name: str) -> None:
    rule = ClaimRule(name="x", source=BySubteam(values=(), default="forged"))
    object.__setattr__(rule, "name", name)
    ruled = _documents(
        frozenset({"openid"}), Disclosure(claim_rules=(rule,)), IdTokenClaims.FULL, "n"
    )
    plain = _documents(frozenset({"openid"}), STANDARD, IdTokenClaims.FULL, "n")
    for before, after in zip(plain, ruled, strict=True):
        assert before.get(name) in {None, after.get(name)}
