"""``docs/apps/minio.md``, asked and answered.

What MinIO's console 1.7.6 sends (by golang.org/x/oauth2), and what MinIO reads of it.
"""

from base64 import urlsafe_b64decode
from typing import Any
from urllib.parse import quote_plus

import httpx
import pytest

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from domain.metadata import JWKS_PATH, USERINFO_PATH
from tests.apps.exact.sent import basic, bearer
from tests.apps.exact.steps import turned_away, turned_away_later
from tests.apps.exact.wire import Wire
from tests.apps.people import MEMBER, SOON
from tests.apps.person import Person
from tests.apps.set_up import secret_of
from tests.e2e.http import NO_AUTHORITIES
from tests.e2e.waiting import wait_until

CALLBACK = "https%3A%2F%2Fminio.example.org%2Foauth_callback"
# Base64 of JSON, in its standard alphabet and with padding, as url.Values.Encode writes it.
STATE = "eyJzdGF0ZSI6IlZHaGxJSE4wWVhSbD8+Pz8/IiwiaWRwX25hbWUiOiJfIn0/Pg=="
# It appends openid to whatever it is told to ask for.
SCOPE = "openid+profile+openid"


def query_of(scope: str = SCOPE) -> str:
    return (
        f"client_id=minio&redirect_uri={CALLBACK}&response_type=code"
        f"&scope={scope}&state={quote_plus(STATE)}"
    )


def sign_in(wire: Wire, scope: str = SCOPE) -> dict[str, Any]:
    """Go through a sign-in, and give the token response."""
    told = wire.authorize(query_of(scope))
    assert told["state"] == STATE
    body = f"code={told['code']}&grant_type=authorization_code&redirect_uri={CALLBACK}"
    headers = {"user-agent": "Go-http-client/1.1"} | basic("minio", secret_of("MINIO_SECRET"))
    answer = wire.token(body, headers)
    assert answer.status_code == 200
    return dict(answer.json())


def test_discovery_has_what_it_reads(wire: Wire) -> None:
    document = wire.discovery()
    for name in ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint"):
        assert document[name].startswith(wire.issuer)
    assert document["jwks_uri"] == wire.issuer + JWKS_PATH
    assert "code" in document["response_types_supported"]
    # With one of these MinIO would take tokens that the client secret signs.
    assert not {"HS256", "HS384", "HS512"} & set(document["id_token_signing_alg_values_supported"])


def test_it_can_read_every_key(wire: Wire) -> None:
    keys = wire.get(JWKS_PATH).json()["keys"]
    assert keys
    for key in keys:
        assert key["kid"]
        assert key["kty"] == "RSA"
        for number in (key["n"], key["e"]):
            assert "=" not in number
            assert urlsafe_b64decode(number + "==")


def test_the_id_token_says_what_somebody_may_do(wire: Wire) -> None:
    token = sign_in(wire)
    claims = wire.claims(token["id_token"])
    assert claims["aud"] == "minio"
    assert claims["iss"] == wire.issuer
    assert claims["sub"] == CAPTAIN.id
    assert claims["policy"] == "consoleAdmin"
    # What it gives out lives as long as the access token.
    assert token["expires_in"] > 900
    assert "refresh_token" not in token


def test_userinfo_takes_the_empty_post_it_sends_if_told_to_ask(wire: Wire) -> None:
    headers = bearer(sign_in(wire)["access_token"])
    with httpx.Client(trust_env=False, verify=NO_AUTHORITIES) as client:
        answer = client.post(wire.issuer + USERINFO_PATH, headers=headers)
    assert answer.status_code == 200
    assert "content-type" not in answer.request.headers
    assert answer.json()["sub"] == CAPTAIN.id
    assert "policy" not in answer.json()


def test_it_may_ask_for_every_scope_and_is_granted_its_own(wire: Wire) -> None:
    every = "+".join([*wire.discovery()["scopes_supported"], "openid"])
    token = sign_in(wire, every)
    assert set(token["scope"].split()) == {"openid", "profile"}
    assert "refresh_token" not in token


def test_another_role_is_another_policy_at_the_next_sign_in(wire: Wire, guild: Simulator) -> None:
    sign_in(wire)
    guild.set_member(MEMBER)

    def follows() -> bool:
        return bool(wire.claims(sign_in(wire)["id_token"])["policy"] == "readonly")

    wait_until(follows, "the policy follows the roles", within=SOON)


def test_who_loses_the_role_does_not_get_new_keys(wire: Wire, guild: Simulator) -> None:
    sign_in(wire)
    turned_away_later(wire.issuer, wire.person, guild, query_of())


@pytest.mark.parametrize("scope", [SCOPE, "openid"])
def test_who_does_not_pass_the_gate_never_gets_there(
    wire: Wire, newcomer: Person, scope: str
) -> None:
    assert turned_away(wire.issuer, newcomer, query_of(scope))
