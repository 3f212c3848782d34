"""What is told about a token that is alive (RFC 7662 section 2.2)."""

from datetime import timedelta

import pytest

from domain.access_token import AccessToken, jti_of, parts_of
from tests.builders import (
    AUDIENCE,
    CLIENT_ID,
    DISCORD_ID,
    ISSUER,
    NOW,
    a_grant,
    a_membership,
    a_portrait,
    a_token_profile,
    an_identity,
)

_EPOCH = 1_795_521_600  # 2026-11-24T12:00:00Z
_SCOPE = frozenset({"openid", "roles", "offline_access"})
_TOKEN = AccessToken(
    grant_id="g" * 43,
    unique="u" * 43,
    audience=AUDIENCE,
    scope=_SCOPE,
    issued_at=NOW - timedelta(minutes=5),
    expires_at=NOW + timedelta(minutes=1),
)


def test_of_an_access_token_its_own_times_and_name_are_told() -> None:
    told = a_token_profile().introspection(_TOKEN, a_grant(scope=_SCOPE), a_portrait())
    protocol = {name: told[name] for name in told if name not in {"roles", "subteams", "groups"}}
    assert protocol == {
        "active": True,
        "token_type": "Bearer",
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": DISCORD_ID,
        "client_id": CLIENT_ID,
        "scope": "openid roles offline_access",
        "jti": f"{'g' * 43}.{'u' * 43}",
        "iat": _EPOCH - 300,
        "exp": _EPOCH + 60,
    }


def test_of_a_person_it_tells_the_roles_as_of_now() -> None:
    now = an_identity(membership=a_membership(roles=("1",)))
    told = a_token_profile().introspection(_TOKEN, a_grant(scope=_SCOPE), a_portrait(now))
    assert (told["roles"], told["subteams"]) == (["1"], [])


def test_of_a_refresh_token_whose_it_is_what_it_is_good_for_and_until_when() -> None:
    told = a_token_profile().refresh_introspection(a_grant(scope=_SCOPE), NOW + timedelta(days=14))
    assert told == {
        "active": True,
        "iss": ISSUER,
        "sub": DISCORD_ID,
        "client_id": CLIENT_ID,
        "scope": "openid roles offline_access",
        "exp": _EPOCH + 14 * 86_400,
    }


def test_the_name_of_a_token_leads_back_to_its_grant_and_no_other_has_it() -> None:
    assert parts_of(_TOKEN.jti) == (_TOKEN.grant_id, _TOKEN.unique)
    assert jti_of(_TOKEN.grant_id, "v" * 43) != _TOKEN.jti


@pytest.mark.parametrize("jti", ["", ".", "g", "g.", ".u", "g.u.v"])
def test_a_name_that_is_none_of_ours_leads_somewhere_where_nothing_lies(jti: str) -> None:
    grant_id, unique = parts_of(jti)
    assert jti.startswith(grant_id)
    assert jti.endswith(unique)
