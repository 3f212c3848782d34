"""For whom access tokens are: the services of all clients, or those of one (RFC 9068 section 3)."""

import pytest

from domain.errors import InvalidToken
from tests.builders import (
    AUDIENCE,
    CLIENT_ID,
    NOW,
    a_client,
    a_grant,
    a_portrait,
    a_token_profile,
    an_access_token,
)

_OWN = "wiki-services"


@pytest.mark.parametrize(("own", "expected"), [(None, AUDIENCE), (_OWN, _OWN)])
def test_a_token_is_for_the_services_of_its_client(own: str | None, expected: str) -> None:
    client = a_client(audience=own)
    claims = a_token_profile().access_token(a_grant(), a_portrait(client=client), jti="j", now=NOW)
    assert claims["aud"] == expected


def test_an_id_token_is_for_the_client_whatever_its_services() -> None:
    client = a_client(audience=_OWN)
    claims = a_token_profile().id_token(
        a_grant(), a_portrait(client=client), nonce=None, access_token="at", now=NOW
    )
    assert claims["aud"] == CLIENT_ID


@pytest.mark.parametrize("audience", [AUDIENCE, _OWN])
def test_a_token_of_before_its_client_got_services_of_its_own_still_counts(audience: str) -> None:
    token = an_access_token(audience=audience)
    a_token_profile().check_audience(token, a_client(audience=_OWN))


@pytest.mark.parametrize("own", [None, _OWN])
@pytest.mark.parametrize("audience", ["", "None", "other", CLIENT_ID, AUDIENCE + "/", _OWN.upper()])
def test_one_for_anybody_else_does_not(own: str | None, audience: str) -> None:
    token = an_access_token(audience=audience)
    with pytest.raises(InvalidToken) as refusal:
        a_token_profile().check_audience(token, a_client(audience=own))
    assert refusal.value.reason == "wrong aud"


@pytest.mark.parametrize("own", [None, _OWN])
@pytest.mark.parametrize("audience", [AUDIENCE, _OWN])
def test_of_a_token_is_told_whom_it_was_made_for(own: str | None, audience: str) -> None:
    token = an_access_token(audience=audience)
    told = a_token_profile().introspection(
        token, a_grant(), a_portrait(client=a_client(audience=own))
    )
    assert told["aud"] == audience
