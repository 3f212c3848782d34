"""``docs/apps/karakeep.md``, asked and answered.

What Karakeep 0.33 sends, by NextAuth 4.24.11 and openid-client 5.7.1, and what it reads.
"""

from typing import Any

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from tests.apps.exact.sent import CHALLENGE, VERIFIER, basic
from tests.apps.exact.steps import turned_away, turned_away_later
from tests.apps.exact.wire import Wire
from tests.apps.person import Person
from tests.apps.set_up import secret_of

CALLBACK = "https%3A%2F%2Flinks.example.org%2Fapi%2Fauth%2Fcallback%2Fcustom"
STATE = "Qb5Xk3yXb9m1oQ7cJd2Zt8uRw4sVn6LpAeGfHhIjKlM"
# openid-client puts %20 where URLSearchParams puts a plus sign.
QUERY = (
    "client_id=karakeep&scope=openid%20email%20profile&response_type=code"
    f"&redirect_uri={CALLBACK}&state={STATE}"
    f"&code_challenge={CHALLENGE}&code_challenge_method=S256"
)
HEADERS = {
    "accept": "application/json",
    "user-agent": "openid-client/5.7.1 (https://github.com/panva/openid-client)",
}


def sign_in(wire: Wire) -> dict[str, Any]:
    """Go through a sign-in, and give the token response."""
    told = wire.authorize(QUERY)
    assert told["state"] == STATE
    # Discovery promises it, so that openid-client insists on it.
    assert told["iss"] == wire.issuer
    body = (
        f"grant_type=authorization_code&code={told['code']}"
        f"&redirect_uri={CALLBACK}&code_verifier={VERIFIER}"
    )
    answer = wire.token(body, HEADERS | basic("karakeep", secret_of("KARAKEEP_SECRET")))
    assert answer.status_code == 200
    return dict(answer.json())


def test_discovery_has_what_it_reads(wire: Wire) -> None:
    document = wire.discovery()
    assert document["issuer"] == wire.issuer
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        assert document[name].startswith(wire.issuer)
    assert "client_secret_basic" in document["token_endpoint_auth_methods_supported"]
    assert document["authorization_response_iss_parameter_supported"] is True


def test_the_id_token_has_all_that_it_reads(wire: Wire) -> None:
    token = sign_in(wire)
    assert token["token_type"] == "Bearer"
    claims = wire.claims(token["id_token"])
    assert claims["iss"] == wire.issuer
    assert claims["aud"] == "karakeep"
    assert claims["iat"] < claims["exp"]
    # None was sent, and one that was not sent is refused.
    assert "nonce" not in claims
    assert claims["sub"] == CAPTAIN.id
    assert claims["name"] == "Mira"
    assert claims["email"] == CAPTAIN.email
    assert claims["picture"].startswith("https://")


def test_it_gets_no_refresh_token_which_it_would_keep_for_nothing(wire: Wire) -> None:
    assert "refresh_token" not in sign_in(wire)


def test_who_loses_the_role_is_refused_when_they_next_sign_in(wire: Wire, guild: Simulator) -> None:
    sign_in(wire)
    turned_away_later(wire.issuer, wire.person, guild, QUERY)


def test_who_does_not_pass_the_gate_never_gets_there(wire: Wire, newcomer: Person) -> None:
    assert turned_away(wire.issuer, newcomer, QUERY)
