"""``docs/apps/nextcloud.md``: what Nextcloud's user_oidc sends and reads."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
from joserfc import jws

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from domain.metadata import END_SESSION_PATH, JWKS_PATH
from tests.apps.exact.held import Held, held
from tests.apps.exact.sent import challenge_of
from tests.apps.exact.steps import turned_away
from tests.apps.exact.wire import Wire
from tests.apps.pages import page
from tests.apps.people import ALL_GROUPS, MEMBER, NOBODY, SOON
from tests.apps.person import Person
from tests.apps.set_up import SetUp, StartSetUp, secret_of
from tests.e2e.told import Told, told_application
from tests.e2e.waiting import wait_until

CALLBACK = "https://cloud.example.org/apps/user_oidc/code"
TARGET = "https://cloud.example.org/"
EVENT = "http://schemas.openid.net/event/backchannel-logout"
SECRET = secret_of("NEXTCLOUD_SECRET")
STATE, NONCE, VERIFIER = "S" * 32, "N" * 32, "v" * 128
ENTITLED = dict.fromkeys(["email", "name", "quota", "groups"])
# In the order in which PHP builds it; json_encode leaves no spaces.
ASKED = urlencode(
    {
        "client_id": "nextcloud",
        "response_type": "code",
        "scope": "openid profile email groups",
        "redirect_uri": CALLBACK,
        "claims": json.dumps({"id_token": ENTITLED, "userinfo": ENTITLED}, separators=(",", ":")),
        "state": STATE,
        "nonce": NONCE,
        "code_challenge": challenge_of(VERIFIER),
        "code_challenge_method": "S256",
    }
)


def sign_in(wire: Wire) -> Held:
    told = wire.authorize(ASKED)
    assert told["state"] == STATE
    body = {
        "code": told["code"],
        "redirect_uri": CALLBACK,
        "grant_type": "authorization_code",
        "code_verifier": VERIFIER,
        "client_id": "nextcloud",
        "client_secret": SECRET,
    }
    return held(wire, wire.token(urlencode(body)))


def refresh(session: Held) -> int:
    body = {
        "client_id": "nextcloud",
        "client_secret": SECRET,
        "grant_type": "refresh_token",
        "refresh_token": session.token["refresh_token"],
    }
    return session.refresh(urlencode(body))


def test_discovery_leads_it_to_post_and_to_pkce(wire: Wire) -> None:
    document = wire.discovery()
    assert "client_secret_post" in document["token_endpoint_auth_methods_supported"]
    assert "S256" in document["code_challenge_methods_supported"]
    assert document["issuer"] == wire.issuer
    assert {"jwks_uri", "userinfo_endpoint", "end_session_endpoint"} <= document.keys()


def test_it_reads_a_person_from_the_id_token(wire: Wire) -> None:
    claims = sign_in(wire).claims
    assert claims["iss"] == wire.issuer
    assert claims["aud"] == "nextcloud"
    assert "azp" not in claims
    assert claims["nonce"] == NONCE
    assert claims["sid"]
    assert (claims["sub"], claims["name"]) == (CAPTAIN.id, "Mira")
    assert (claims["email"], claims["groups"]) == (CAPTAIN.email, ALL_GROUPS)


def test_claims_that_are_not_known_here_are_passed_over(wire: Wire) -> None:
    session = sign_in(wire)
    assert "quota" not in session.claims
    assert "quota" not in session.userinfo()


def test_it_finds_a_key_that_is_strong_enough(wire: Wire) -> None:
    header = jws.extract_compact(sign_in(wire).token["id_token"].encode()).headers()
    keys = wire.get(JWKS_PATH).json()["keys"]
    # It looks at the strength of every key on the way to the right one.
    for key in (key for key in keys if key["kty"] == "RSA" and key.get("use") in {None, "sig"}):
        assert len(urlsafe_b64decode(key["n"] + "==")) * 8 >= 2048
    (found,) = [key for key in keys if key["kid"] == header["kid"]]
    assert (found["kty"], found["alg"], header["alg"]) == ("RSA", "RS256", "RS256")


def test_groups_are_those_of_now_after_a_refresh(wire: Wire, guild: Simulator) -> None:
    session = sign_in(wire)
    guild.set_member(MEMBER)

    def follows() -> bool:
        assert refresh(session) == 200
        return bool(session.claims["groups"] == ["members"])

    wait_until(follows, "the groups follow the roles", within=SOON)


def test_a_refresh_is_refused_when_the_gate_has_closed(wire: Wire, guild: Simulator) -> None:
    session = sign_in(wire)
    guild.set_member(NOBODY)
    wait_until(lambda: refresh(session) == 400, "the refresh is refused", within=SOON)


def test_who_does_not_pass_the_gate_is_told_so(wire: Wire, newcomer: Person) -> None:
    assert turned_away(wire.issuer, newcomer, ASKED)


def test_it_signs_out_with_an_address_that_is_not_encoded(wire: Wire) -> None:
    hint = sign_in(wire).token["id_token"]
    query = f"post_logout_redirect_uri={TARGET}&client_id=nextcloud&id_token_hint={hint}"
    gone = wire.person.open(f"{wire.issuer}{END_SESSION_PATH}?{query}")
    assert gone.headers["location"] == TARGET


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    """Serve the address that logout tokens go to."""
    with told_application(tmp_path) as application:
        yield application


def test_it_accepts_the_logout_token(set_up_from: StartSetUp, told: Told, captain: Person) -> None:
    uri = "https://cloud.example.org/apps/user_oidc/backchannel-logout/guildpass"
    own = f"{told.applications.origin}/offline-web"
    settings = {k: v for k, v in told.settings().items() if k != "OAUTH_CLIENTS"}
    app: SetUp = set_up_from("nextcloud", {uri: own}, **settings)
    wire = Wire(app.issuer, captain)
    session = sign_in(wire)
    hint = session.token["id_token"]
    captain.open(f"{app.issuer}{END_SESSION_PATH}?id_token_hint={hint}")
    post = told.application.next_post()
    ((name, token),) = parse_qsl(post.body.decode(), strict_parsing=True)
    assert name == "logout_token", "the one argument it reads"
    claims = wire.claims(token)
    assert claims["aud"] == "nextcloud"
    assert claims["events"] == {EVENT: {}}
    assert "nonce" not in claims
    # It finds its session by all three.
    assert [claims[k] for k in ("sid", "sub", "iss")] == [
        session.claims[k] for k in ("sid", "sub", "iss")
    ]
    wire.close()


def test_the_page_names_the_provider_as_its_addresses_do() -> None:
    shell, rules = page("nextcloud").file("provider.sh"), page("nextcloud").file("guildpass.toml")
    assert "user_oidc:provider guildpass " in shell
    assert "/backchannel-logout/guildpass" in rules
