"""``docs/apps/immich.md``: what Immich 3.1 sends, by openid-client 6.9.0, and reads."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from joserfc import jws

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from tests.apps.exact.sent import CHALLENGE, VERIFIER, basic, bearer
from tests.apps.exact.steps import turned_away_later
from tests.apps.exact.wire import Wire
from tests.apps.pages import ISSUER, page
from tests.apps.people import MEMBER, SOON
from tests.apps.person import Person
from tests.apps.set_up import StartSetUp, secret_of
from tests.conformance.applications import HOST, Application, running_applications
from tests.conformance.certificates import make_tls_files
from tests.e2e.waiting import wait_until

WEB = "https://photos.example.org/auth/login"
SETTINGS = "https://photos.example.org/user-settings"
MOBILE = "app.immich:///oauth-callback"
STATE = "u3y1Cbn0fGk2-XQ9wTj_5mLrZsPaHdEv8oKiN7xYJqE"
SECRET = secret_of("IMMICH_SECRET")
BACK_CHANNEL = "api/oauth/backchannel-logout"
EVENT = "http://schemas.openid.net/event/backchannel-logout"
# By formUrlEncode of oauth4webapi, which leaves letters and digits as they are, and nothing else.
ENCODED_SECRET = SECRET.replace("-", "%2D")
# Its own limit.
OLDEST_LOGOUT_TOKEN = 120


def query(redirect_uri: str) -> str:
    """Give the authorization request, in its order."""
    return urlencode(
        {
            "redirect_uri": redirect_uri,
            "scope": "openid email profile",
            "state": STATE,
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            "client_id": "immich",
            "response_type": "code",
        }
    )


def code_of(wire: Wire, redirect_uri: str) -> str:
    told = wire.authorize(query(redirect_uri))
    assert told["state"] == STATE
    assert told["iss"] == wire.issuer, "it has to be there, as discovery says"
    return told["code"]


def body_of(code: str, redirect_uri: str) -> str:
    return urlencode(
        {
            "redirect_uri": redirect_uri,
            "code": code,
            "code_verifier": VERIFIER,
            "grant_type": "authorization_code",
        }
    )


def redeemed(wire: Wire, body: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
    sent = {
        "accept": "application/json",
        "content-type": "application/x-www-form-urlencoded;charset=UTF-8",
    }
    answer = wire.token(body, sent | (headers or {}))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    return dict(answer.json())


def signed_in(wire: Wire, redirect_uri: str = WEB) -> dict[str, Any]:
    """Sign in with client_secret_post, which it takes if nothing else is set."""
    body = body_of(code_of(wire, redirect_uri), redirect_uri)
    return redeemed(wire, f"{body}&client_id=immich&client_secret={SECRET}")


def profile(wire: Wire) -> dict[str, Any]:
    """Give what it reads: the ID token, and only that, once it has an address."""
    claims = wire.claims(signed_in(wire)["id_token"])
    assert "email" in claims
    return claims


def test_discovery_says_what_it_goes_by(wire: Wire) -> None:
    found = wire.discovery()
    assert found["issuer"] == wire.issuer
    assert "S256" in found["code_challenge_methods_supported"]
    assert found["authorization_response_iss_parameter_supported"] is True
    settings = json.loads(page("immich").file("immich.json"))["oauth"]
    end = found["end_session_endpoint"].replace(wire.issuer, ISSUER)
    assert settings["endSessionEndpoint"].startswith(f"{end}?")


@pytest.mark.parametrize("redirect_uri", [WEB, SETTINGS, MOBILE])
def test_somebody_signs_in_from_wherever_they_are(wire: Wire, redirect_uri: str) -> None:
    claims = wire.claims(signed_in(wire, redirect_uri)["id_token"])
    assert (claims["iss"], claims["aud"], claims["sub"]) == (wire.issuer, "immich", CAPTAIN.id)
    assert claims["sid"], "kept, for the day it is told to end the session"
    assert "nonce" not in claims


def test_with_client_secret_basic_it_encodes_all_but_letters_and_digits(wire: Wire) -> None:
    body = body_of(code_of(wire, WEB), WEB)
    assert redeemed(wire, body, basic("immich", ENCODED_SECRET))["id_token"]


def test_an_account_is_made_of_the_id_token(wire: Wire) -> None:
    claims = profile(wire)
    assert claims["email"] == f"{CAPTAIN.id}@users.example.org"
    assert claims["name"] == "Mira"
    assert claims["preferred_username"] == CAPTAIN.username
    assert claims["picture"].startswith("https://")
    assert claims["immich_role"] == "admin"
    assert (claims["immich_quota"], type(claims["immich_quota"])) == (100, int)


def test_userinfo_would_say_the_same(wire: Wire) -> None:
    said = wire.get("/userinfo", bearer(signed_in(wire)["access_token"])).json()
    claims = profile(wire)
    assert said == {name: claims[name] for name in said}


def test_a_sign_out_leads_back_to_immich(wire: Wire) -> None:
    token = signed_in(wire)["id_token"]
    settings = json.loads(page("immich").file("immich.json"))["oauth"]
    end = settings["endSessionEndpoint"].replace(ISSUER, wire.issuer)
    wire.person.open(f"{end}&id_token_hint={token}")
    assert wire.person.visited[-1] == f"{WEB}?autoLaunch=0"
    before = len(wire.person.visited)
    signed_in(wire)
    assert any("/oauth2/authorize" in url for url in wire.person.visited[before:])


def test_a_sign_out_without_that_setting_ends_on_our_page(wire: Wire) -> None:
    token = signed_in(wire)["id_token"]
    page_after = wire.person.open(f"{wire.issuer}/oauth/logout?id_token_hint={token}")
    assert page_after.status_code == 200
    before = len(wire.person.visited)
    signed_in(wire)
    assert any("/oauth2/authorize" in url for url in wire.person.visited[before:])


def test_who_has_no_role_is_refused(wire: Wire, newcomer: Person) -> None:
    refused = newcomer.open(f"{wire.issuer}/oauth/authorize?{query(WEB)}")
    assert "Immich" in refused.text
    assert "Members" in refused.text


def test_who_leaves_the_board_is_no_administrator_at_the_next_sign_in(
    wire: Wire, guild: Simulator
) -> None:
    guild.set_member(MEMBER)
    wait_until(lambda: profile(wire)["immich_role"] == "user", "the role follows", within=SOON)
    assert profile(wire)["immich_quota"] == 20


@pytest.fixture
def told(tmp_path: Path) -> Iterator[tuple[Application, dict[str, str]]]:
    """Serve what Immich serves for its back channel, and give how to reach it."""
    tls = make_tls_files(tmp_path)
    with running_applications(tls) as applications:
        reach = {
            "https://photos.example.org": applications.origin,
            # Nobody else's sign-ins are ended beside ours.
            "REDIS_KEY_PREFIX": f"{token_hex(4)}:",
            "OUTBOUND_ALLOWED_HOSTS": json.dumps([HOST]),
            "OUTBOUND_CA_FILE": str(tls.authority),
        }
        yield applications[BACK_CHANNEL], reach


def test_it_is_told_when_the_gate_has_closed(
    told: tuple[Application, dict[str, str]],
    set_up_from: StartSetUp,
    captain: Person,
    guild: Simulator,
) -> None:
    immich, reach = told
    origin = reach.pop("https://photos.example.org")
    photos = set_up_from("immich", {"https://photos.example.org": origin}, **reach)
    redirect_uri = f"{origin}/auth/login"
    with closing(Wire(photos.issuer, captain)) as wire:
        claims = wire.claims(signed_in(wire, redirect_uri)["id_token"])
        turned_away_later(wire.issuer, captain, guild, query(redirect_uri))
        post = immich.next_post()
        assert post.headers["content-type"] == "application/x-www-form-urlencoded"
        ((name, token),) = parse_qsl(post.body.decode(), strict_parsing=True)
        assert name == "logout_token"
        said = wire.claims(token)
    assert (said["iss"], said["aud"]) == (photos.issuer, "immich")
    assert (said["sub"], said["sid"]) == (claims["sub"], claims["sid"])
    assert said["exp"] - said["iat"] <= OLDEST_LOGOUT_TOKEN
    assert isinstance(said["events"][EVENT], dict)
    assert "nonce" not in said
    assert jws.extract_compact(token.encode()).protected["alg"] == "RS256"
