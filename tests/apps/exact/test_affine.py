"""``docs/apps/affine.md``, asked and answered.

What AFFiNE sends (commit 0f98787), and what its schemas want of the answers.
"""

from typing import Any
from urllib.parse import urlencode

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from domain.metadata import JWKS_PATH, USERINFO_PATH
from tests.apps.exact.sent import CHALLENGE, VERIFIER, bearer
from tests.apps.exact.steps import turned_away, turned_away_later
from tests.apps.exact.wire import Wire
from tests.apps.person import Person
from tests.apps.set_up import secret_of

CALLBACK = "https://affine.example.org/oauth/callback"
NONCE = "5f0c1c0e-8f0b-4f57-9a54-7d9f1a2b3c4d"
# Its state is JSON, with the challenge in it once more.
STATE = (
    f'{{"state":"{NONCE}","client":"web","provider":"OIDC",'
    f'"pkce":{{"codeChallenge":"{CHALLENGE}","codeChallengeMethod":"S256"}}}}'
)
QUERY = urlencode(
    {
        "client_id": "affine",
        "redirect_uri": CALLBACK,
        "scope": "openid profile email",
        "response_type": "code",
        "state": STATE,
        "nonce": NONCE,
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
)


def sign_in(wire: Wire) -> dict[str, Any]:
    """Go through a sign-in, and give the token response."""
    told = wire.authorize(QUERY)
    assert told["state"] == STATE
    body = {
        "code": told["code"],
        "client_id": "affine",
        "client_secret": secret_of("AFFINE_SECRET"),
        "redirect_uri": CALLBACK,
        "grant_type": "authorization_code",
        "code_verifier": VERIFIER,
    }
    answer = wire.token(urlencode(body), {"accept": "application/json"})
    assert answer.status_code == 200
    return dict(answer.json())


def test_discovery_has_what_it_reads(wire: Wire) -> None:
    document = wire.discovery()
    assert document["issuer"] == wire.issuer
    assert document["jwks_uri"] == wire.issuer + JWKS_PATH
    assert document["userinfo_endpoint"] == wire.issuer + USERINFO_PATH
    for name in ("authorization_endpoint", "token_endpoint"):
        assert document[name].startswith(wire.issuer)


def test_the_token_response_is_as_its_schema_has_it(wire: Wire) -> None:
    token = sign_in(wire)
    for name in ("access_token", "token_type", "id_token", "scope"):
        assert isinstance(token[name], str)
    assert token["expires_in"] > 0
    # May be absent, but not null.
    assert "refresh_token" not in token
    claims = wire.claims(token["id_token"])
    assert claims["iss"] == wire.issuer
    assert claims["aud"] == "affine"
    assert claims["nonce"] == NONCE


def test_userinfo_is_as_its_schema_has_it_and_of_the_same_person(wire: Wire) -> None:
    token = sign_in(wire)
    said = wire.get(USERINFO_PATH, bearer(token["access_token"])).raise_for_status().json()
    assert said["sub"] == CAPTAIN.id == wire.claims(token["id_token"])["sub"]
    assert said["email"] == CAPTAIN.email
    assert said["email_verified"] is True
    assert said["name"] == "Mira"
    assert said["preferred_username"] == CAPTAIN.username
    assert "groups" not in said


def test_who_loses_the_role_is_refused_when_they_next_sign_in(wire: Wire, guild: Simulator) -> None:
    sign_in(wire)
    turned_away_later(wire.issuer, wire.person, guild, QUERY)


def test_who_does_not_pass_the_gate_never_gets_there(wire: Wire, newcomer: Person) -> None:
    assert turned_away(wire.issuer, newcomer, QUERY)
