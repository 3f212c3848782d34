"""``docs/apps/argo-cd.md``: what its server and its command line send, and what they read."""

import re
from typing import Any

import pytest

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from domain.metadata import END_SESSION_PATH, USERINFO_PATH
from tests.apps.exact.sent import CHALLENGE, VERIFIER, basic, bearer, by_go
from tests.apps.exact.steps import turned_away
from tests.apps.exact.wire import Wire
from tests.apps.pages import page
from tests.apps.people import ALL_GROUPS, MEMBER, NOBODY, SOON
from tests.apps.person import Person
from tests.apps.set_up import secret_of
from tests.e2e.waiting import wait_until

SERVER_CALLBACK = "https://argocd.example.org/auth/callback"
CLI_CALLBACK = "http://localhost:8085/auth/callback"
SCOPE = "openid profile email groups"
STATE = "bqZkWmPfTnYcRsHxLdGvJaEu"
PKCE = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
SERVER = {
    "client_id": "argocd",
    "redirect_uri": SERVER_CALLBACK,
    "response_type": "code",
    "scope": SCOPE,
    "state": STATE,
}
CLI = PKCE | {
    "access_type": "offline",
    "client_id": "argocd-cli",
    "redirect_uri": CLI_CALLBACK,
    "response_type": "code",
    "scope": f"{SCOPE} offline_access",
    "state": STATE,
}
OF_SERVER = basic("argocd", secret_of("ARGOCD_SECRET"))
# A program in Go sends Basic first, also where there is no secret.
OF_CLI = basic("argocd-cli", "")


def server_signed_in(wire: Wire, **more: str) -> dict[str, Any]:
    """Go through a sign-in in the browser, and give the token response."""
    verifier = {"code_verifier": VERIFIER} if more else {}
    told = wire.authorize(by_go(SERVER | more))
    assert told["state"] == STATE
    body = {"grant_type": "authorization_code", "redirect_uri": SERVER_CALLBACK} | verifier
    answer = wire.token(by_go(body | {"code": told["code"]}), OF_SERVER)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def cli_signed_in(wire: Wire) -> dict[str, Any]:
    """Go through the sign-in of the command line; people are asked before it gets anything."""
    question = wire.person.open(f"{wire.issuer}/oauth/authorize?{by_go(CLI)}")
    answer = wire.person.press(question, "answer", "allow")
    code = answer.headers["location"].partition("code=")[2].partition("&")[0]
    body = {
        "code": code,
        "code_verifier": VERIFIER,
        "grant_type": "authorization_code",
        "redirect_uri": CLI_CALLBACK,
    }
    token = wire.token(by_go(body), OF_CLI)
    assert token.status_code == 200, token.text
    return dict(token.json())


def refreshed(wire: Wire, token: dict[str, Any]) -> int:
    """Send the refresh token as the command line does; keep what comes."""
    body = {"grant_type": "refresh_token", "refresh_token": token["refresh_token"]}
    answer = wire.token(by_go(body), OF_CLI)
    if answer.is_success:
        token |= answer.json()
    return answer.status_code


def test_discovery_has_what_it_reads(wire: Wire) -> None:
    document = wire.discovery()
    assert document["issuer"] == wire.issuer
    # It goes on by a code if there are such, and asks for offline_access where that is listed.
    assert "code" in document["response_types_supported"]
    assert "authorization_code" in document["grant_types_supported"]
    assert "offline_access" in document["scopes_supported"]


@pytest.mark.parametrize("more", [{}, PKCE], ids=["without PKCE", "with PKCE"])
def test_the_server_learns_who_somebody_is(wire: Wire, more: dict[str, str]) -> None:
    claims = wire.claims(server_signed_in(wire, **more)["id_token"])
    assert (claims["iss"], claims["aud"]) == (wire.issuer, "argocd")
    assert claims["sub"] == CAPTAIN.id
    assert claims["email"] == CAPTAIN.email
    assert claims["groups"] == ALL_GROUPS
    assert claims["exp"] > claims["iat"]


def test_groups_can_be_read_from_userinfo(wire: Wire) -> None:
    """``enableUserInfoGroups``."""
    token = server_signed_in(wire)
    answer = wire.get(USERINFO_PATH, bearer(token["access_token"]))
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.json()["groups"] == ALL_GROUPS


def test_a_group_of_the_policy_is_one_that_comes(wire: Wire) -> None:
    granted = set(re.findall(r"g, (\w+), role:", page("argo-cd").file("argocd-rbac-cm.yaml")))
    assert granted == {"board", "members"}
    assert granted <= set(wire.claims(server_signed_in(wire)["id_token"])["groups"])


def test_the_command_line_gets_a_token_that_the_server_takes(wire: Wire) -> None:
    token = cli_signed_in(wire)
    claims = wire.claims(token["id_token"])
    assert claims["aud"] == "argocd-cli", "cliClientID, which the server takes too"
    assert claims["groups"] == ALL_GROUPS
    assert token["refresh_token"]


def test_groups_follow_at_the_refresh_of_the_command_line(wire: Wire, guild: Simulator) -> None:
    token = cli_signed_in(wire)
    guild.set_member(MEMBER)

    def follows() -> bool:
        assert refreshed(wire, token) == 200
        return bool(wire.claims(token["id_token"])["groups"] == ["members"])

    wait_until(follows, "the groups follow the roles", within=SOON)
    guild.set_member(NOBODY)
    wait_until(lambda: refreshed(wire, token) == 400, "the refresh is refused", within=SOON)


@pytest.mark.parametrize("asked", [SERVER, CLI], ids=["server", "command line"])
def test_who_does_not_pass_the_gate_never_gets_there(
    wire: Wire, newcomer: Person, asked: dict[str, str]
) -> None:
    assert turned_away(wire.issuer, newcomer, by_go(asked))


@pytest.mark.parametrize("back", ["https://argocd.example.org", "https://argocd.example.org/"])
def test_signing_out_leads_back(wire: Wire, back: str) -> None:
    template = page("argo-cd").file("argocd-cm.yaml").partition("logoutURL: ")[2].strip()
    assert template.startswith(f"https://id.example.org{END_SESSION_PATH}?")
    filled = template.replace("{{token}}", server_signed_in(wire)["id_token"])
    query = filled.replace("{{logoutRedirectURL}}", back).partition("?")[2]
    gone = wire.person.open(f"{wire.issuer}{END_SESSION_PATH}?{query}")
    assert gone.headers["location"] == back
    assert wire.authorize(by_go(SERVER | {"prompt": "none"}))["error"] == "login_required"
