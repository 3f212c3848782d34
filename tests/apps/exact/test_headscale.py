"""``docs/apps/headscale.md``: what Headscale 0.29 sends, by Go's oauth2, and reads, by go-oidc."""

import re
from typing import Any

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from tests.apps.exact.sent import CHALLENGE, VERIFIER, basic, bearer, by_go
from tests.apps.exact.steps import turned_away_later
from tests.apps.exact.wire import Wire
from tests.apps.people import ALL_GROUPS, MEMBER, SOON
from tests.apps.person import Person
from tests.apps.set_up import secret_of
from tests.e2e.waiting import wait_until

REDIRECT = "https://headscale.example.org/oidc/callback"
# 64 characters each, and no more is read of a state that has fewer than six.
STATE = "H5vQy9b3M0ylw6s8a1Jr-_kT2nXcPqDfUoEgZiB7hLmVxYtRS4jCWKdIuNeGpAOb"
NONCE = "Zl2mYc8wQ_tR-4vB1nXhJ0kPqDfUoEgZiB7hLmVxYtRS4jCWKdIuNeGpAObH5vQy"
AUTHORIZE = by_go(
    {
        "response_type": "code",
        "client_id": "headscale",
        "redirect_uri": REDIRECT,
        "scope": "openid profile email groups",
        "state": STATE,
        "nonce": NONCE,
        "access_type": "offline",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
)


def redeemed(wire: Wire, code: str) -> dict[str, Any]:
    """Send the code, with the header it tries first."""
    body = by_go(
        {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": REDIRECT,
            "code_verifier": VERIFIER,
        }
    )
    answer = wire.token(body, basic("headscale", secret_of("HEADSCALE_SECRET")))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    return dict(answer.json())


def signed_in(wire: Wire) -> dict[str, Any]:
    told = wire.authorize(AUTHORIZE)
    assert told["state"] == STATE
    return redeemed(wire, told["code"])


def read(wire: Wire) -> dict[str, Any]:
    """Give what it makes of the ID token and userinfo, which goes before."""
    given = signed_in(wire)
    claims = wire.claims(given["id_token"])
    answer = wire.get("/userinfo", bearer(given["access_token"]))
    assert answer.status_code == 200
    said = dict(answer.json())
    assert said["sub"] == claims["sub"], "anybody else's userinfo is left unread"
    return claims | said


def test_the_issuer_is_the_one_that_was_set(wire: Wire) -> None:
    found = wire.discovery()
    assert found["issuer"] == wire.issuer
    assert "RS256" in found["id_token_signing_alg_values_supported"]


def test_the_query_is_as_go_writes_it() -> None:
    assert AUTHORIZE.startswith("access_type=offline&client_id=headscale&code_challenge=E9Melhoa")
    assert AUTHORIZE.endswith(f"&scope=openid+profile+email+groups&state={STATE}")


def test_the_id_token_is_for_headscale_and_this_sign_in(wire: Wire) -> None:
    claims = wire.claims(signed_in(wire)["id_token"])
    assert claims["iss"] == wire.issuer
    assert claims["aud"] == "headscale"
    assert claims["nonce"] == NONCE
    assert claims["exp"] > claims["iat"]


def test_it_learns_who_adds_a_device(wire: Wire) -> None:
    person = read(wire)
    assert (person["sub"], person["name"]) == (CAPTAIN.id, "Mira")
    assert person["email"] == f"{CAPTAIN.id}@users.example.org"
    assert person["email_verified"] is True
    assert person["picture"].startswith("https://")
    assert person["groups"] == ALL_GROUPS, "one of allowed_groups has to be there"


def test_the_username_is_one_it_takes(wire: Wire) -> None:
    username = read(wire)["preferred_username"]
    assert username == CAPTAIN.username
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]+", username)


def test_without_pkce_it_is_the_same(wire: Wire) -> None:
    told = wire.authorize(
        by_go(
            {
                "response_type": "code",
                "client_id": "headscale",
                "redirect_uri": REDIRECT,
                "scope": "openid profile email groups",
                "state": STATE,
                "nonce": NONCE,
            }
        )
    )
    body = by_go(
        {"grant_type": "authorization_code", "code": told["code"], "redirect_uri": REDIRECT}
    )
    answer = wire.token(body, basic("headscale", secret_of("HEADSCALE_SECRET")))
    assert answer.json()["id_token"]


def test_who_has_no_role_adds_no_device(wire: Wire, newcomer: Person) -> None:
    page = newcomer.open(f"{wire.issuer}/oauth/authorize?{AUTHORIZE}")
    assert "Headscale" in page.text
    assert "Members" in page.text


def test_groups_are_right_when_a_device_is_signed_in_again(wire: Wire, guild: Simulator) -> None:
    assert read(wire)["groups"] == ALL_GROUPS
    guild.set_member(MEMBER)
    wait_until(lambda: bool(read(wire)["groups"] == ["members"]), "the groups follow", within=SOON)


def test_a_device_is_not_signed_in_again_when_the_gate_has_closed(
    wire: Wire, guild: Simulator
) -> None:
    token = signed_in(wire)["access_token"]
    turned_away_later(wire.issuer, wire.person, guild, AUTHORIZE)
    assert wire.get("/userinfo", bearer(token)).status_code == 401
