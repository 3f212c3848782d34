"""``docs/apps/jellyfin.md``: what the SSO plugin sends, by IdentityModel.OidcClient, and reads."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from joserfc import jws

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from tests.apps.exact.sent import CHALLENGE, VERIFIER, bearer
from tests.apps.exact.wire import Wire
from tests.apps.people import ALL_GROUPS, MEMBER, NOBODY, SOON
from tests.apps.person import Person
from tests.apps.set_up import secret_of
from tests.e2e.waiting import wait_until

REDIRECT = "https://media.example.org/sso/OID/redirect/guildpass"
OLD_REDIRECT = "https://media.example.org/sso/OID/r/guildpass"
STATE = "9C2B6F1D0A7E4538B1C69E02D47FA8B3"
SCOPE = "openid profile groups"


def query(redirect_uri: str = REDIRECT, scope: str = SCOPE) -> str:
    """Give the authorization request, in its order; spaces are %20 in it."""
    return urlencode(
        {
            "response_type": "code",
            "state": STATE,
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            "client_id": "jellyfin",
            "scope": scope,
            "redirect_uri": redirect_uri,
        },
        quote_via=quote,
        safe="",
    )


def signed_in(wire: Wire, redirect_uri: str = REDIRECT, scope: str = SCOPE) -> dict[str, Any]:
    told = wire.authorize(query(redirect_uri, scope))
    assert told["state"] == STATE
    assert told["iss"] == wire.issuer
    body = urlencode(
        {
            "grant_type": "authorization_code",
            "code": told["code"],
            "redirect_uri": redirect_uri,
            "code_verifier": VERIFIER,
            "client_id": "jellyfin",
            "client_secret": secret_of("JELLYFIN_SECRET"),
        }
    )
    answer = wire.token(body, {"accept": "application/json"})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def read(wire: Wire) -> set[tuple[str, str]]:
    """Give the claims as it has them: of both places, and one for each entry of a list."""
    given = signed_in(wire)
    claims = wire.claims(given["id_token"])
    said = wire.get("/userinfo", bearer(given["access_token"])).raise_for_status().json()
    assert said["sub"] == claims["sub"], "it refuses anybody else's"
    return {
        (name, str(value))
        for told in (claims, said)
        for name, values in told.items()
        for value in (values if isinstance(values, list) else [values])
    }


def roles(wire: Wire) -> list[str]:
    """Give what ``roleClaim`` comes to."""
    return sorted(value for name, value in read(wire) if name == "groups")


def test_every_endpoint_is_at_the_issuer(wire: Wire) -> None:
    found = wire.discovery()
    assert found["issuer"] == wire.issuer
    assert "S256" in found["code_challenge_methods_supported"]
    for name in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"):
        assert found[name].startswith(f"{wire.issuer}/"), "others are refused"
    # It would push its requests there.
    assert "pushed_authorization_request_endpoint" not in found


@pytest.mark.parametrize("redirect_uri", [REDIRECT, OLD_REDIRECT])
def test_somebody_signs_in_by_either_path(wire: Wire, redirect_uri: str) -> None:
    id_token = signed_in(wire, redirect_uri)["id_token"]
    claims = wire.claims(id_token)
    assert (claims["iss"], claims["aud"], claims["sub"]) == (wire.issuer, "jellyfin", CAPTAIN.id)
    assert "azp" not in claims
    assert claims["sid"], "kept for the back channel"
    header = jws.extract_compact(id_token.encode()).protected
    assert header["alg"] == "RS256"
    assert header.get("typ", "JWT") == "JWT"
    assert "crit" not in header


def test_the_access_token_fits_the_hash(wire: Wire) -> None:
    given = signed_in(wire)
    half = sha256(given["access_token"].encode("ascii")).digest()[:16]
    assert wire.claims(given["id_token"])["at_hash"] == urlsafe_b64encode(half).decode().rstrip("=")


def test_it_learns_name_picture_and_roles(wire: Wire) -> None:
    claims = read(wire)
    assert ("preferred_username", CAPTAIN.username) in claims
    (picture,) = [value for name, value in claims if name == "picture"]
    assert picture.startswith("https://")
    assert roles(wire) == ALL_GROUPS
    assert "email" not in {name for name, _ in claims}


@pytest.mark.parametrize("scope", ["openid profile ", "openid profile  "])
def test_a_scope_that_was_left_empty_is_only_a_space(wire: Wire, scope: str) -> None:
    assert "groups" not in wire.claims(signed_in(wire, scope=scope)["id_token"])


def test_who_has_no_role_is_refused(wire: Wire, newcomer: Person) -> None:
    refused = newcomer.open(f"{wire.issuer}/oauth/authorize?{query()}")
    assert "Jellyfin" in refused.text
    assert "Members" in refused.text


def test_a_sign_out_by_the_plugin_leads_back_to_jellyfin(wire: Wire) -> None:
    sent = urlencode(
        {
            "id_token_hint": signed_in(wire)["id_token"],
            "client_id": "jellyfin",
            "post_logout_redirect_uri": "https://media.example.org/",
        }
    )
    wire.person.open(f"{wire.issuer}/oauth/logout?{sent}")
    assert wire.person.visited[-1] == "https://media.example.org/"


def test_roles_are_right_at_the_next_sign_in(wire: Wire, guild: Simulator) -> None:
    assert roles(wire) == ALL_GROUPS
    guild.set_member(MEMBER)
    wait_until(lambda: roles(wire) == ["members"], "the roles follow", within=SOON)


def test_nobody_signs_in_when_the_gate_has_closed(wire: Wire, guild: Simulator) -> None:
    token = signed_in(wire)["access_token"]
    guild.set_member(NOBODY)

    def refused() -> bool:
        return "Members" in wire.person.open(f"{wire.issuer}/oauth/authorize?{query()}").text

    wait_until(refused, "the sign-in is refused", within=SOON)
    assert wire.get("/userinfo", bearer(token)).status_code == 401
