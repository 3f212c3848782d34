"""``docs/apps/outline.md``: what Outline sends, by passport-oauth2 and oauth, and reads."""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import parse_qsl

import pytest

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from domain.metadata import AUTHORIZE_PATH, END_SESSION_PATH, TOKEN_PATH, USERINFO_PATH
from tests.apps.exact.sent import CHALLENGE, VERIFIER, bearer
from tests.apps.exact.steps import turned_away
from tests.apps.exact.wire import Wire
from tests.apps.pages import ISSUER, page
from tests.apps.people import NOBODY, SOON
from tests.apps.person import Person
from tests.apps.set_up import StartSetUp, secret_of
from tests.conformance.applications import HOST, running_applications
from tests.conformance.certificates import make_tls_files
from tests.e2e.waiting import wait_until

CALLBACK = "https%3A%2F%2Foutline.example.org%2Fauth%2Foidc.callback"
STATE = "outline.example.org%7Cweb%7Cc0ffee"
SCOPE = "openid%20profile%20email%20offline_access"
QUERY = f"response_type=code&redirect_uri={CALLBACK}&scope={SCOPE}&state={STATE}&client_id=outline"
WITH_PKCE = (
    f"response_type=code&redirect_uri={CALLBACK}&scope={SCOPE}&code_challenge={CHALLENGE}"
    f"&code_challenge_method=S256&state={STATE}&client_id=outline"
)
CREDENTIALS = f"client_id=outline&client_secret={secret_of('OUTLINE_SECRET')}"
HEADERS = {"user-agent": "Node-oauth"}


def signed_in(wire: Wire, query: str = QUERY, verifier: str = "") -> dict[str, Any]:
    """Go through a sign-in, and give the token response."""
    told = wire.authorize(query)
    assert told["state"] == "outline.example.org|web|c0ffee"
    body = f"grant_type=authorization_code&redirect_uri={CALLBACK}"
    answer = wire.token(f"{body}{verifier}&{CREDENTIALS}&code={told['code']}", HEADERS)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def refreshed(wire: Wire, token: dict[str, Any]) -> int:
    """Look as it does whether an account still exists; keep what comes."""
    body = f"{CREDENTIALS}&refresh_token={token['refresh_token']}&grant_type=refresh_token"
    answer = wire.token(body)
    if answer.is_success:
        token |= answer.json()
    return answer.status_code


def test_the_addresses_of_the_page_are_those_of_discovery(wire: Wire) -> None:
    document, pasted = wire.discovery(), page("outline").file(".env")
    for name, member, path in (
        ("AUTH", "authorization_endpoint", AUTHORIZE_PATH),
        ("TOKEN", "token_endpoint", TOKEN_PATH),
        ("USERINFO", "userinfo_endpoint", USERINFO_PATH),
        ("LOGOUT", "end_session_endpoint", END_SESSION_PATH),
    ):
        assert f"OIDC_{name}_URI={ISSUER}{path}\n" in pasted
        assert document[member] == wire.issuer + path


@pytest.mark.parametrize(
    ("query", "verifier"),
    [(QUERY, ""), (WITH_PKCE, f"&code_verifier={VERIFIER}")],
    ids=["without PKCE", "with PKCE"],
)
def test_it_learns_who_somebody_is(wire: Wire, query: str, verifier: str) -> None:
    token = signed_in(wire, query, verifier)
    assert type(token["expires_in"]) is int
    answer = wire.get(USERINFO_PATH, bearer(token["access_token"]))
    assert answer.status_code == 200
    said = answer.json()
    assert (said["sub"], said["name"]) == (CAPTAIN.id, "Mira")
    assert said["preferred_username"] == CAPTAIN.username
    assert said["email"] == f"{CAPTAIN.id}@users.example.org"
    assert said["picture"].startswith("https://"), "no data: address, which it drops"
    # What userinfo lacked would be looked for here, with no look at the signature.
    claims = wire.claims(token["id_token"])
    assert claims["sub"] == said["sub"]
    assert claims["email"] == said["email"]


def test_an_account_is_found_again_as_long_as_the_gate_is_open(
    wire: Wire, guild: Simulator
) -> None:
    token = signed_in(wire)
    first = token["refresh_token"]
    assert refreshed(wire, token) == 200
    assert token["refresh_token"] != first
    assert wire.get(USERINFO_PATH, bearer(token["access_token"])).status_code == 200
    guild.set_member(NOBODY)
    wait_until(lambda: refreshed(wire, token) == 400, "the refresh is refused", within=SOON)
    assert wire.get(USERINFO_PATH, bearer(token["access_token"])).status_code == 401


def test_who_does_not_pass_the_gate_never_gets_there(wire: Wire, newcomer: Person) -> None:
    assert turned_away(wire.issuer, newcomer, QUERY)


def test_signing_out_is_asked_about(wire: Wire) -> None:
    signed_in(wire)
    question = wire.person.open(wire.issuer + END_SESSION_PATH)
    assert wire.person.press(question, "answer", "sign-out").is_success
    assert wire.authorize(f"{QUERY}&prompt=none")["error"] == "login_required"


@pytest.fixture
def told_over_tls(
    set_up_from: StartSetUp, tmp_path_factory: pytest.TempPathFactory, captain: Person
) -> Iterator[tuple[Wire, Any]]:
    """Give a wire, and what is told at the address for logout tokens."""
    tls = make_tls_files(tmp_path_factory.mktemp("tls"))
    with running_applications(tls) as applications:
        example = "https://outline.example.org/auth/oidc.backchannel_logout"
        app = set_up_from(
            "outline",
            {example: f"{applications.origin}/outline"},
            OUTBOUND_ALLOWED_HOSTS=json.dumps([HOST]),
            OUTBOUND_CA_FILE=str(tls.authority),
            REDIS_KEY_PREFIX="outline:",
        )
        with closing(Wire(app.issuer, captain)) as wire:
            yield wire, applications["outline"]


def test_a_newer_one_takes_the_logout_token(told_over_tls: tuple[Wire, Any]) -> None:
    wire, told = told_over_tls
    claims = wire.claims(signed_in(wire)["id_token"])
    question = wire.person.open(wire.issuer + END_SESSION_PATH)
    wire.person.press(question, "answer", "sign-out")
    ((name, token),) = parse_qsl(told.next_post().body.decode("ascii"), strict_parsing=True)
    said = wire.claims(token)
    assert name == "logout_token"
    assert said["sub"] == CAPTAIN.id, "a token of a session alone is refused there"
    assert (said["aud"], said["iss"]) == ("outline", wire.issuer)
    assert type(said["jti"]) is str
    assert 0 <= said["iat"] - claims["iat"] < 300
    assert "nonce" not in said
    assert said["events"] == {"http://schemas.openid.net/event/backchannel-logout": {}}
