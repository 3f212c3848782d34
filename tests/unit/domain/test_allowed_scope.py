"""What a client may have by now counts for grants that were made before."""

import pytest

from domain.claims_request import NO_CLAIMS, ClaimsRequest
from domain.errors import InvalidGrant
from tests.builders import a_client, a_grant

_EMAIL = ClaimsRequest(userinfo=frozenset({"email"}), scopes=frozenset({"email"}))
_GRANTED = frozenset({"openid", "roles", "offline_access"})


def test_a_client_that_may_have_all_of_it_has_all_of_it() -> None:
    grant = a_grant(scope=_GRANTED, claims=_EMAIL)
    assert grant.allowed_to(a_client()) == grant


def test_a_scope_that_was_taken_from_the_client_is_taken_from_its_answers() -> None:
    left = a_grant(scope=_GRANTED).allowed_to(a_client(allowed_scope=frozenset({"openid"})))
    assert left.scope == {"openid"}


def test_so_are_single_claims_that_were_asked_for_beside_the_scopes() -> None:
    grant = a_grant(scope=_GRANTED, claims=_EMAIL)
    assert grant.allowed_to(a_client(allowed_scope=_GRANTED | {"email"})).claims == _EMAIL
    assert grant.allowed_to(a_client(allowed_scope=_GRANTED)).claims == NO_CLAIMS


@pytest.mark.parametrize("allowed", [frozenset({"profile"}), frozenset({"offline_access"})])
def test_where_nothing_is_left_the_grant_is_good_for_nothing(allowed: frozenset[str]) -> None:
    """A refresh token for nothing is nothing."""
    with pytest.raises(InvalidGrant):
        a_grant(scope=_GRANTED).allowed_to(a_client(allowed_scope=allowed))
