"""``docs/apps/wiki-js.md``: what Wiki.js sends and reads, by passport-openidconnect."""

from time import time
from urllib.parse import quote, urlencode

import pytest

from demo.discord.members import CAPTAIN
from domain.metadata import END_SESSION_PATH
from tests.apps.exact.held import Held, held
from tests.apps.exact.steps import turned_away
from tests.apps.exact.wire import Wire
from tests.apps.pages import ISSUER, page
from tests.apps.person import Person
from tests.apps.set_up import secret_of

CALLBACK = "https://wiki.example.org/login/the-strategy-id/callback"
# It puts openid before its own scopes, which begin with openid.
ASKED = urlencode(
    {
        "response_type": "code",
        "client_id": "wiki",
        "redirect_uri": CALLBACK,
        "scope": "openid openid profile email",
        "state": "Xm0hV9yq4HkYw1bO2rT8uZ3c",
    },
    quote_via=quote,
    safe="",
)


@pytest.fixture(scope="module")
def form() -> dict[str, str]:
    """Read what the page fills into its form."""
    lines = page("wiki-js").file("strategy").splitlines()
    return {name: value for name, _, value in (line.partition(": ") for line in lines)}


def sign_in(wire: Wire) -> Held:
    told = wire.authorize(ASKED)
    assert told["state"] == "Xm0hV9yq4HkYw1bO2rT8uZ3c"
    body = {
        "grant_type": "authorization_code",
        "redirect_uri": CALLBACK,
        "client_id": "wiki",
        "client_secret": secret_of("WIKI_SECRET"),
        "code": told["code"],
    }
    return held(wire, wire.token(urlencode(body, quote_via=quote, safe="")))


def test_the_addresses_of_the_page_are_those_of_discovery(wire: Wire, form: dict[str, str]) -> None:
    document = wire.discovery()
    for field, member in (
        ("Authorization Endpoint URL", "authorization_endpoint"),
        ("Token Endpoint URL", "token_endpoint"),
        ("User Info Endpoint URL", "userinfo_endpoint"),
        ("Issuer", "issuer"),
    ):
        assert form[field].replace(ISSUER, wire.issuer) == document[member]


def test_the_id_token_passes_the_checks_of_its_library(wire: Wire) -> None:
    claims = sign_in(wire).claims
    assert claims["iss"] == wire.issuer
    assert claims["aud"] == "wiki"
    assert "azp" not in claims
    assert claims["exp"] > time()
    assert claims["sub"]
    assert claims["iat"]


def test_it_reads_a_person_from_userinfo(wire: Wire, form: dict[str, str]) -> None:
    person = sign_in(wire).userinfo()
    assert person["sub"] == CAPTAIN.id
    assert person[form["Email Claim"]] == CAPTAIN.email
    assert person[form["Display Name Claim"]] == "Mira"
    assert person["picture"].startswith("https://")


def test_groups_are_a_list_of_names_without_those_it_does_not_have(
    wire: Wire, form: dict[str, str]
) -> None:
    session = sign_in(wire)
    assert session.userinfo()[form["Groups Claim"]] == ["The board", "Editors"]
    assert "groups" not in session.claims


def test_no_refresh_token_is_given(wire: Wire) -> None:
    assert "refresh_token" not in sign_in(wire).token


def test_who_does_not_pass_the_gate_is_told_so(wire: Wire, newcomer: Person) -> None:
    assert turned_away(wire.issuer, newcomer, ASKED)


def test_signing_out_is_asked_about_and_leads_back(wire: Wire, form: dict[str, str]) -> None:
    sign_in(wire)
    url = form["Logout URL"].replace(ISSUER, wire.issuer)
    assert url.startswith(wire.issuer + END_SESSION_PATH)
    gone = wire.person.press(wire.person.open(url), "answer", "sign-out")
    assert gone.headers["location"] == "https://wiki.example.org/"
