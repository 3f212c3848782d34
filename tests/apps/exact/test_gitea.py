"""``docs/apps/gitea.md``: what Gitea and Forgejo send and read, by goth's openidConnect."""

import re

import pytest

from demo.discord.members import CAPTAIN
from domain.metadata import END_SESSION_PATH
from tests.apps.exact.held import Held, held
from tests.apps.exact.sent import basic, by_go, challenge_of
from tests.apps.exact.steps import turned_away
from tests.apps.exact.wire import Wire
from tests.apps.pages import page
from tests.apps.people import ALL_GROUPS
from tests.apps.person import Person
from tests.apps.set_up import secret_of

CALLBACK = "https://git.example.org/user/oauth2/guildpass/callback"
BACK = "https://git.example.org/user/oauth2/guildpass/logout/callback"
STATE = "1b4e28ba-2fa1-11d2-883f-0016d3cca427"
VERIFIER = "v" * 43
BASIC = basic("gitea", secret_of("GITEA_SECRET"))
SCOPES = " ".join(re.findall(r"--scopes (\w+)", page("gitea").file("source.sh")))
# With PKCE as in the source of Gitea since 2026, and without it as in that of before.
WITHOUT: tuple[dict[str, str], dict[str, str]] = ({}, {})
PKCE = (
    {"code_challenge": challenge_of(VERIFIER), "code_challenge_method": "S256"},
    {"code_verifier": VERIFIER},
)
EITHER = pytest.mark.parametrize("pkce", [WITHOUT, PKCE], ids=["without PKCE", "with PKCE"])


def asked(more: dict[str, str]) -> str:
    return by_go(
        client_id="gitea",
        redirect_uri=CALLBACK,
        response_type="code",
        scope=SCOPES,
        state=STATE,
        **more,
    )


def sign_in(wire: Wire, pkce: tuple[dict[str, str], dict[str, str]] = WITHOUT) -> Held:
    told = wire.authorize(asked(pkce[0]))
    assert told["state"] == STATE
    body = by_go(
        code=told["code"], grant_type="authorization_code", redirect_uri=CALLBACK, **pkce[1]
    )
    return held(wire, wire.token(body, BASIC))


def merged(session: Held) -> dict[str, object]:
    """Lay userinfo over the ID token, as goth does."""
    claims, userinfo = session.claims, session.userinfo()
    assert userinfo["sub"] == claims["sub"]
    return claims | userinfo


def test_discovery_has_what_goth_reads(wire: Wire) -> None:
    document = wire.discovery()
    for member in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint"):
        assert document[member].startswith(wire.issuer)
    assert document["end_session_endpoint"] == wire.issuer + END_SESSION_PATH
    assert document["issuer"] == wire.issuer


@EITHER
def test_somebody_signs_in(wire: Wire, pkce: tuple[dict[str, str], dict[str, str]]) -> None:
    claims = sign_in(wire, pkce).claims
    assert claims["aud"] == "gitea"
    assert claims["iss"] == wire.issuer
    assert type(claims["exp"]) is int


def test_it_reads_a_person(wire: Wire) -> None:
    claims = merged(sign_in(wire))
    assert claims["sub"] == CAPTAIN.id
    assert claims["name"] == "Mira"
    assert claims["email"] == CAPTAIN.email
    assert claims["preferred_username"] == CAPTAIN.username
    assert str(claims["picture"]).startswith("https://")


def test_the_username_is_one_that_it_takes(wire: Wire) -> None:
    username = str(merged(sign_in(wire))["preferred_username"])
    assert re.fullmatch(r"[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*", username)


def test_groups_are_there_though_no_scope_asks_for_them(wire: Wire) -> None:
    assert "groups" not in SCOPES
    session = sign_in(wire)
    assert session.claims["groups"] == ALL_GROUPS
    assert session.userinfo()["groups"] == ALL_GROUPS


def test_the_groups_of_the_page_are_some_that_there_are() -> None:
    shell = page("gitea").file("source.sh")
    (admins,) = re.findall(r"--admin-group (\w+)", shell)
    (mapped,) = re.findall(r"--group-team-map '\{\"(\w+)\"", shell)
    assert {admins, mapped} <= set(ALL_GROUPS)


def test_who_does_not_pass_the_gate_is_told_so(wire: Wire, newcomer: Person) -> None:
    assert turned_away(wire.issuer, newcomer, asked({}))


def test_a_newer_gitea_signs_out_with_the_id_token(wire: Wire) -> None:
    hint = sign_in(wire).token["id_token"]
    asks = by_go(
        client_id="gitea", id_token_hint=hint, post_logout_redirect_uri=BACK, state="c3RhdGU"
    )
    gone = wire.person.open(f"{wire.issuer}{END_SESSION_PATH}?{asks}")
    assert gone.headers["location"] == f"{BACK}?state=c3RhdGU"
