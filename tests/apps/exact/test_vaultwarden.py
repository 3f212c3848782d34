"""``docs/apps/vaultwarden.md``: what Vaultwarden 1.35 sends, by openidconnect 4.0.1, and reads."""

import json
from base64 import urlsafe_b64decode
from typing import Any

import httpx

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from tests.apps.exact.sent import CHALLENGE, VERIFIER, basic, bearer
from tests.apps.exact.wire import Wire
from tests.apps.people import MEMBER, NOBODY, SOON
from tests.apps.person import Person
from tests.apps.set_up import secret_of
from tests.e2e.waiting import wait_until

REDIRECT = "https%3A%2F%2Fvault.example.org%2Fidentity%2Fconnect%2Foidc-signin"
# Base64 of what the client of the vault made up, with its padding.
STATE = "NGFjMjFkMzctYTk1OC00+y/MTI2Ng=="
NONCE = "YlRrTjJmR0hRd0pXbkE"
SCOPE = "openid+profile+email+offline_access"
JSON = {"accept": "application/json"}
# Its clients go on asking for new tokens, without an end, where one lives no longer than this.
SHORTEST = 300


def query(scope: str = SCOPE) -> str:
    """Give the authorization request, in its order."""
    return (
        "response_type=code&client_id=vaultwarden&state=NGFjMjFkMzctYTk1OC00%2By%2FMTI2Ng%3D%3D"
        f"&redirect_uri={REDIRECT}&scope={scope}"
        f"&code_challenge={CHALLENGE}&code_challenge_method=S256&nonce={NONCE}"
    )


def credentials() -> dict[str, str]:
    # Encoded as a form is; nothing of this secret has to be.
    return basic("vaultwarden", secret_of("VAULTWARDEN_SECRET")) | JSON


def tokens(answer: httpx.Response) -> dict[str, Any]:
    """Take a token response as strictly as it does."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    return dict(answer.json())


def signed_in(wire: Wire, scope: str = SCOPE) -> dict[str, Any]:
    told = wire.authorize(query(scope))
    assert told["state"] == STATE
    body = (
        f"grant_type=authorization_code&code={told['code']}&code_verifier={VERIFIER}"
        f"&redirect_uri={REDIRECT}"
    )
    return tokens(wire.token(body, credentials()))


def refresh(wire: Wire, token: str) -> httpx.Response:
    return wire.token(f"grant_type=refresh_token&refresh_token={token}", credentials())


def part(token: str, number: int) -> dict[str, Any]:
    """Read a part of a JWT, as it does with access tokens: without looking at the signature."""
    text = token.split(".")[number]
    return dict(json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4))))


def test_discovery_has_what_it_cannot_do_without(wire: Wire) -> None:
    found = wire.discovery()
    assert found["issuer"] == wire.issuer, "SSO_AUTHORITY, letter by letter"
    assert found["token_endpoint"]
    assert found["userinfo_endpoint"]
    assert "client_secret_basic" in found["token_endpoint_auth_methods_supported"]
    assert {"jwks_uri", "response_types_supported", "subject_types_supported"} <= found.keys()


def test_the_id_token_says_who_signs_in(wire: Wire) -> None:
    id_token = signed_in(wire)["id_token"]
    header = part(id_token, 0)
    # Another type, another content type and anything critical it refuses.
    assert header.get("typ", "JWT") == "JWT"
    assert not {"cty", "crit"} & header.keys()
    claims = wire.claims(id_token)
    assert claims["iss"] == wire.issuer
    assert claims["aud"] == "vaultwarden", "any other audience beside it is refused"
    assert claims["nonce"] == NONCE
    assert claims["sub"] == CAPTAIN.id
    assert claims["email"] == CAPTAIN.email
    assert claims["email_verified"] is True
    assert claims["preferred_username"] == CAPTAIN.username
    assert isinstance(claims["auth_time"], int)
    assert isinstance(claims["exp"], int)


def test_the_fork_reads_roles_at_the_path_of_the_page(wire: Wire) -> None:
    assert wire.claims(signed_in(wire)["id_token"])["vaultwarden_roles"] == ["admin", "user"]


def test_userinfo_is_asked_at_every_sign_in(wire: Wire) -> None:
    answer = wire.get("/userinfo", bearer(signed_in(wire)["access_token"]) | JSON)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")
    said = answer.json()
    assert (said["sub"], said["email"], said["email_verified"]) == (
        CAPTAIN.id,
        CAPTAIN.email,
        True,
    )


def test_the_access_token_says_how_long_the_session_is(wire: Wire) -> None:
    given = signed_in(wire)
    claims = part(given["access_token"], 1)
    assert claims["iss"] == wire.issuer
    assert claims["exp"] - claims["iat"] == given["expires_in"] > SHORTEST
    assert given["token_type"].lower() == "bearer"


def test_a_scope_that_is_there_twice_does_no_harm(wire: Wire) -> None:
    # Sent where somebody typed openid too.
    assert signed_in(wire, f"openid+{SCOPE}")["refresh_token"]


def test_every_refresh_gives_a_refresh_token(wire: Wire) -> None:
    first = signed_in(wire)
    second = tokens(refresh(wire, first["refresh_token"]))
    third = tokens(refresh(wire, second["refresh_token"]))
    assert third["refresh_token"]
    assert wire.get("/userinfo", bearer(third["access_token"])).status_code == 200


def test_who_has_no_role_comes_back_with_no_code(wire: Wire, newcomer: Person) -> None:
    page = newcomer.open(f"{wire.issuer}/oauth/authorize?{query()}")
    assert "Vaultwarden" in page.text
    assert "Members" in page.text


def test_the_roles_of_a_refresh_are_those_of_the_guild(wire: Wire, guild: Simulator) -> None:
    held = [signed_in(wire)]
    guild.set_member(MEMBER)

    def follows() -> bool:
        held.append(tokens(refresh(wire, held[-1]["refresh_token"])))
        return bool(wire.claims(held[-1]["id_token"])["vaultwarden_roles"] == ["user"])

    wait_until(follows, "the roles follow the guild", within=SOON)


def test_the_vault_locks_its_doors_when_the_gate_has_closed(wire: Wire, guild: Simulator) -> None:
    held = [signed_in(wire)]
    guild.set_member(NOBODY)

    def refused() -> bool:
        answer = refresh(wire, held[-1]["refresh_token"])
        if answer.status_code == 200:
            held.append(answer.json())
            return False
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
        return True

    wait_until(refused, "the refresh is refused", within=SOON)
    assert wire.get("/userinfo", bearer(held[-1]["access_token"])).status_code == 401
