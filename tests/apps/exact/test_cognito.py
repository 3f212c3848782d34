"""``docs/apps/cognito.md``, asked and answered.

What Cognito sends by its developer guide and by who has written it down, and what it reads.

Nobody outside can read Cognito itself. The order of the parameters, the form of the state and the
body for the token endpoint are as identity providers have seen them.
"""

from typing import Any

import pytest

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from domain.metadata import JWKS_PATH, USERINFO_PATH
from tests.apps.exact.sent import bearer
from tests.apps.exact.steps import turned_away, turned_away_later
from tests.apps.exact.wire import Wire
from tests.apps.people import MEMBER, SOON
from tests.apps.person import Person
from tests.apps.set_up import secret_of
from tests.e2e.waiting import wait_until

CALLBACK = "https%3A%2F%2Fclub.auth.eu-central-1.amazoncognito.com%2Foauth2%2Fidpresponse"
PACKED = "H4sIAAAAAAAAA" + "E2RzZKbMBCE30Vnwx_oEGH-zLLh" * 26
STATES = {
    "packed, with its signature and a number": f"{PACKED}.{PACKED[:96]}.4",
    "not packed, as it was, for an application with a long one of its own": "ZXlK" * 1000 + "PT0=",
}


def query_of(state: str) -> str:
    return (
        f"client_id=cognito&redirect_uri={CALLBACK}&scope=openid+profile+email"
        f"&response_type=code&state={state.replace('=', '%3D')}"
    )


QUERY = query_of(f"{PACKED}.{PACKED[:96]}.4")


def sign_in(wire: Wire, query: str = QUERY) -> dict[str, Any]:
    """Go through a sign-in, and give the token response."""
    body = (
        f"grant_type=authorization_code&redirect_uri={CALLBACK}&client_id=cognito"
        f"&client_secret={secret_of('COGNITO_SECRET')}&code={wire.authorize(query)['code']}"
    )
    answer = wire.token(body)
    assert answer.status_code == 200
    return dict(answer.json())


def told_of(wire: Wire) -> dict[str, Any]:
    """Sign in, and give the attributes it asks for."""
    headers = bearer(sign_in(wire)["access_token"])
    return dict(wire.get(USERINFO_PATH, headers).raise_for_status().json())


def test_discovery_has_what_it_fills_in_by_itself(wire: Wire) -> None:
    document = wire.discovery()
    assert document["issuer"] == wire.issuer
    assert not document["issuer"].endswith("/")
    for name in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"):
        assert document[name].startswith(wire.issuer)
    assert "client_secret_post" in document["token_endpoint_auth_methods_supported"]
    assert document["subject_types_supported"] == ["public"]
    assert document["response_types_supported"] == ["code"]


def test_keys_and_tokens_have_a_key_id(wire: Wire) -> None:
    keys = wire.get(JWKS_PATH).json()["keys"]
    assert all(key["kid"] and key["kty"] == "RSA" for key in keys)
    claims = wire.claims(sign_in(wire)["id_token"])
    assert claims["iss"] == wire.issuer
    assert claims["aud"] == "cognito"
    assert claims["sub"] == CAPTAIN.id


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_its_state_comes_back_however_long_it_is(wire: Wire, state: str) -> None:
    told = wire.authorize(query_of(state))
    assert told["state"] == state
    assert "code" in told


def test_userinfo_has_all_that_is_mapped(wire: Wire) -> None:
    said = told_of(wire)
    assert said["sub"] == CAPTAIN.id
    assert said["name"] == "Mira"
    assert said["preferred_username"] == CAPTAIN.username
    assert said["picture"].startswith("https://")
    assert said["email"] == CAPTAIN.email
    assert said["email_verified"] is True
    assert said["team"] == "board"
    # No more than 2048 characters fit into an attribute.
    assert all(len(str(value)) <= 2048 for value in said.values())


def test_userinfo_may_be_asked_by_post_as_well(wire: Wire) -> None:
    headers = bearer(sign_in(wire)["access_token"])
    assert wire.post(USERINFO_PATH, "", headers).json()["sub"] == CAPTAIN.id


def test_the_team_follows_and_never_goes_missing(wire: Wire, guild: Simulator) -> None:
    sign_in(wire)
    guild.set_member(MEMBER)
    wait_until(lambda: told_of(wire)["team"] == "members", "the team follows", within=SOON)


def test_who_loses_the_role_is_refused_when_they_next_sign_in(wire: Wire, guild: Simulator) -> None:
    sign_in(wire)
    turned_away_later(wire.issuer, wire.person, guild, QUERY)


def test_who_does_not_pass_the_gate_never_gets_there(wire: Wire, newcomer: Person) -> None:
    assert turned_away(wire.issuer, newcomer, QUERY)
