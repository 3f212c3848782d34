"""``docs/apps/synapse.md``, asked and answered.

What Synapse 1.163.2 sends (by Authlib's prepare_grant_uri and ClientAuth), and what it reads.
"""

from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import parse_qsl, quote_plus

import pytest

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from domain.metadata import END_SESSION_PATH
from tests.apps.exact.sent import CHALLENGE, VERIFIER, basic
from tests.apps.exact.steps import turned_away, turned_away_later
from tests.apps.exact.wire import Wire
from tests.apps.people import ALL_GROUPS
from tests.apps.person import Person
from tests.apps.set_up import SetUp, StartSetUp, secret_of
from tests.conformance.applications import HOST, Application, Applications, running_applications
from tests.conformance.certificates import TlsFiles, make_tls_files
from tests.e2e.discord_server import DiscordServer

LOGOUT_PATH = "_synapse/client/oidc/backchannel_logout"
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
STATE, NONCE = "Q2x7TBrQh0VdK4s9ZpYcWn3mEuJf8L", "kR5tGvX1bNq8JmZw3HcYp6SdLf0TaEoU"
HEADERS = {"accept": "application/json", "user-agent": "Synapse/1.163.2"}


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> TlsFiles:
    """Give Synapse a certificate."""
    return make_tls_files(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def servers(tls: TlsFiles) -> Iterator[Applications]:
    """Listen where Synapse is told about logouts."""
    with running_applications(tls) as applications:
        yield applications


@pytest.fixture(scope="module")
def synapse(set_up_from: StartSetUp, servers: Applications, tls: TlsFiles) -> SetUp:
    """Set it up where it can be told."""
    return set_up_from(
        "synapse",
        {"https://matrix.example.org": servers.origin},
        OUTBOUND_ALLOWED_HOSTS=f'["{HOST}"]',
        OUTBOUND_CA_FILE=str(tls.authority),
    )


@pytest.fixture
def told(servers: Applications) -> Application:
    """Give what Synapse is told."""
    return servers[LOGOUT_PATH]


@pytest.fixture
def captain(discord: DiscordServer) -> Iterator[Person]:
    """Give the captain, whose browser stays away from Synapse."""
    with Person(discord.url, ends_at=("https://",)) as somebody:
        yield somebody


@pytest.fixture
def wire(synapse: SetUp, captain: Person) -> Iterator[Wire]:
    """Give the wire between the two."""
    with closing(Wire(synapse.issuer, captain)) as made:
        yield made


def callback_of(synapse: SetUp) -> str:
    return quote_plus(
        synapse.values["https://matrix.example.org"] + "/_synapse/client/oidc/callback"
    )


def query_of(synapse: SetUp) -> str:
    return (
        f"response_type=code&client_id=synapse&redirect_uri={callback_of(synapse)}"
        f"&scope=openid+profile+groups&state={STATE}&nonce={NONCE}"
        f"&code_challenge_method=S256&code_challenge={CHALLENGE}"
    )


def sign_in(synapse: SetUp, wire: Wire) -> dict[str, Any]:
    """Go through a sign-in, and give the token response."""
    told = wire.authorize(query_of(synapse))
    assert told["state"] == STATE
    body = (
        f"grant_type=authorization_code&code={told['code']}"
        f"&redirect_uri={callback_of(synapse)}&code_verifier={VERIFIER}"
    )
    answer = wire.token(body, HEADERS | basic("synapse", secret_of("SYNAPSE_SECRET")))
    assert answer.status_code == 200
    return dict(answer.json())


def test_discovery_has_what_it_validates(wire: Wire) -> None:
    document = wire.discovery()
    assert document["issuer"] == wire.issuer
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        assert document[name].startswith(wire.issuer)
    assert "client_secret_basic" in document["token_endpoint_auth_methods_supported"]
    assert "S256" in document["code_challenge_methods_supported"]
    assert "code" in document["response_types_supported"]
    assert "RS256" in document["id_token_signing_alg_values_supported"]
    assert document["backchannel_logout_supported"] is True
    assert document["backchannel_logout_session_supported"] is True


def test_the_id_token_has_all_that_it_maps(synapse: SetUp, wire: Wire) -> None:
    token = sign_in(synapse, wire)
    claims = wire.claims(token["id_token"])
    assert claims["iss"] == wire.issuer
    assert claims["aud"] == "synapse"
    assert claims["nonce"] == NONCE
    assert claims["iat"] < claims["exp"]
    # Authlib takes a list of strings there, or none.
    assert "amr" not in claims
    assert claims["sub"] == CAPTAIN.id
    assert claims["preferred_username"] == CAPTAIN.username
    assert claims["name"] == "Mira"
    assert claims["picture"].startswith("https://")
    assert claims["groups"] == ALL_GROUPS
    assert isinstance(claims["sid"], str)
    assert "email" not in claims


def test_a_code_that_is_no_good_gets_an_error_it_can_show(synapse: SetUp, wire: Wire) -> None:
    body = f"grant_type=authorization_code&code=unknown&redirect_uri={callback_of(synapse)}"
    answer = wire.token(body, HEADERS | basic("synapse", secret_of("SYNAPSE_SECRET")))
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_grant"


def test_signing_out_tells_it_which_session_has_ended(
    synapse: SetUp, wire: Wire, told: Application
) -> None:
    id_token = sign_in(synapse, wire)["id_token"]
    claims = wire.claims(id_token)
    wire.person.open(f"{wire.issuer}{END_SESSION_PATH}?id_token_hint={id_token}")
    assert_logout_of(claims, logout_token(wire, told, claims["sid"]))


def test_who_loses_the_role_is_signed_out_of_it_when_they_next_come(
    synapse: SetUp, wire: Wire, told: Application, guild: Simulator
) -> None:
    claims = wire.claims(sign_in(synapse, wire)["id_token"])
    turned_away_later(wire.issuer, wire.person, guild, query_of(synapse))
    assert_logout_of(claims, logout_token(wire, told, claims["sid"]))


def test_who_does_not_pass_the_gate_never_gets_there(synapse: SetUp, newcomer: Person) -> None:
    assert turned_away(synapse.issuer, newcomer, query_of(synapse))


def logout_token(wire: Wire, told: Application, sid: str) -> dict[str, Any]:
    """Give the claims of the logout token of a session; it may be told of earlier ones too."""
    while True:
        post = told.next_post()
        assert post.headers["content-type"] == "application/x-www-form-urlencoded"
        # Read as Synapse reads the form.
        ((name, token),) = parse_qsl(post.body.decode(), strict_parsing=True)
        assert name == "logout_token"
        claims = wire.claims(token)
        if claims["sid"] == sid:
            return claims


def assert_logout_of(session: dict[str, Any], logout: dict[str, Any]) -> None:
    """Check what its class LogoutToken checks, and the user it then looks for."""
    assert logout["iss"] == session["iss"]
    assert logout["aud"] == "synapse"
    assert logout["sub"] == session["sub"]
    assert LOGOUT_EVENT in logout["events"]
    assert "nonce" not in logout
    assert logout["iat"] < logout["exp"]
