"""``docs/apps/kavita.md``, asked and answered.

What Kavita sends (commit 12b075e): the handler of ASP.NET Core 9, and a refresh of its own.
"""

from typing import Any

import httpx

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from domain.metadata import END_SESSION_PATH, USERINFO_PATH
from tests.apps.exact.sent import CHALLENGE, VERIFIER, bearer
from tests.apps.exact.wire import Wire
from tests.apps.people import MEMBER, NOBODY, SOON
from tests.apps.set_up import secret_of
from tests.e2e.waiting import wait_until

CALLBACK = "https%3A%2F%2Fbooks.example.org%2Fsignin-oidc"
SIGNED_OUT = "https://books.example.org/signout-callback-oidc"
# Ticks, and two random identifiers in base64; a state that data protection has sealed.
NONCE = "638876123456789012." + "ZjE4YmQtNGU2Zi" * 7
STATE = "CfDJ8" + "Nq3_x-Tz7Kb" * 40
TELEMETRY = "&x-client-SKU=ID_NET9_0&x-client-ver=8.14.0.0"
QUERY = (
    f"client_id=kavita&redirect_uri={CALLBACK}&response_type=code"
    "&scope=openid%20profile%20offline_access%20roles%20email"
    f"&code_challenge={CHALLENGE}&code_challenge_method=S256&response_mode=form_post"
    f"&nonce={NONCE}&state={STATE}{TELEMETRY}"
)


def sign_in(wire: Wire) -> dict[str, Any]:
    """Go through a sign-in, and give the token response."""
    told = wire.authorize(QUERY)
    assert told["state"] == STATE
    assert not any(url.startswith("https://books") for url in wire.person.visited)
    body = (
        f"client_id=kavita&client_secret={secret_of('KAVITA_SECRET')}&code={told['code']}"
        f"&grant_type=authorization_code&redirect_uri={CALLBACK}&code_verifier={VERIFIER}"
    )
    answer = wire.token(body)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == "application/json"
    return dict(answer.json())


def refreshed(wire: Wire, refresh_token: str) -> httpx.Response:
    """Send what its own RefreshTokenAsync sends."""
    return wire.token(
        f"grant_type=refresh_token&refresh_token={refresh_token}"
        f"&client_id=kavita&client_secret={secret_of('KAVITA_SECRET')}"
    )


def follows(wire: Wire, roles: list[str] | None) -> None:
    """Refresh again and again, with the newest refresh token, until the roles are these."""
    tokens = [sign_in(wire)["refresh_token"]]

    def have_come() -> bool:
        token = refreshed(wire, tokens[-1]).raise_for_status().json()
        tokens.append(token["refresh_token"])
        return bool(wire.claims(token["id_token"]).get("kavita_roles") == roles)

    wait_until(have_come, "the roles follow", within=SOON)


def test_discovery_has_what_it_reads(wire: Wire) -> None:
    document = wire.discovery()
    assert document["issuer"] == wire.issuer
    # It leaves out what is not supported.
    asked = {"openid", "profile", "offline_access", "roles", "email"}
    assert asked <= set(document["scopes_supported"])
    for name in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"):
        assert document[name].startswith(wire.issuer)
    assert document["end_session_endpoint"] == wire.issuer + END_SESSION_PATH


def test_the_id_token_has_all_that_it_reads(wire: Wire) -> None:
    token = sign_in(wire)
    claims = wire.claims(token["id_token"])
    assert claims["iss"] == wire.issuer
    assert claims["aud"] == "kavita"
    assert claims["nonce"] == NONCE
    assert claims["sub"] == CAPTAIN.id
    assert claims["preferred_username"] == CAPTAIN.username
    assert claims["name"] == "Mira"
    assert claims["email"] == CAPTAIN.email
    assert claims["email_verified"] is True
    assert claims["picture"].startswith("https://")
    assert claims["kavita_roles"] == ["Admin", "Login"]
    assert not {"roles", "groups", "subteams"} & claims.keys()
    assert set(token["scope"].split()) == {"openid", "profile", "email", "offline_access"}


def test_userinfo_is_of_the_same_person(wire: Wire) -> None:
    answer = wire.get(USERINFO_PATH, bearer(sign_in(wire)["access_token"]))
    assert answer.headers["content-type"].split(";")[0] == "application/json"
    assert answer.json()["sub"] == CAPTAIN.id
    assert answer.json()["email"] == CAPTAIN.email


def test_a_refresh_gives_all_three_tokens_and_how_long_they_last(wire: Wire) -> None:
    first = sign_in(wire)
    token = refreshed(wire, first["refresh_token"]).raise_for_status().json()
    assert token["expires_in"] > 30
    assert token["refresh_token"]
    claims = wire.claims(token["id_token"])
    assert claims["aud"] == "kavita"
    assert claims["kavita_roles"] == ["Admin", "Login"]


def test_roles_and_libraries_follow_with_the_refresh(wire: Wire, guild: Simulator) -> None:
    sign_in(wire)
    guild.set_member(MEMBER)
    follows(wire, ["Login", "Download", "Bookmark", "library-Comics", "library-Books"])


def test_who_is_in_no_subteam_any_more_has_no_roles(wire: Wire, guild: Simulator) -> None:
    sign_in(wire)
    guild.set_member(NOBODY)
    follows(wire, None)


def test_a_refresh_that_is_refused_says_so_in_json(wire: Wire) -> None:
    answer = refreshed(wire, "unknown")
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_grant"


def test_signing_out_ends_the_session_and_brings_people_back(wire: Wire) -> None:
    token = refreshed(wire, sign_in(wire)["refresh_token"]).raise_for_status().json()
    back = wire.person.open(
        f"{wire.issuer}{END_SESSION_PATH}?post_logout_redirect_uri={SIGNED_OUT}"
        f"&id_token_hint={token['id_token']}&state={STATE}{TELEMETRY}"
    )
    assert back.headers["location"] == f"{SIGNED_OUT}?state={STATE}"
    told = wire.authorize(f"{QUERY}&prompt=none")
    assert told["error"] == "login_required"
