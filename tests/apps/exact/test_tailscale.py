"""``docs/apps/tailscale.md``: what Tailscale sends by its documents, written by Go's oauth2."""

from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from domain.webfinger import ISSUER_RELATION
from tests.apps.exact.sent import basic, bearer, by_go
from tests.apps.exact.wire import DISCOVERY, Wire
from tests.apps.people import NOBODY, SOON
from tests.apps.person import Person
from tests.apps.set_up import SetUp, StartSetUp, secret_of
from tests.e2e.waiting import wait_until

REDIRECT = "https://login.tailscale.com/a/oauth_response"
STATE = "tc-130cf4ba6e89db"
PARAMETERS = {
    "response_type": "code",
    "client_id": "tailscale",
    "redirect_uri": REDIRECT,
    "scope": "openid profile email",
    "state": STATE,
}
RELATION = "rel=http%3A%2F%2Fopenid.net%2Fspecs%2Fconnect%2F1.0%2Fissuer"
RESOURCE = f"resource=acct%3A{CAPTAIN.id}%40example.org"
# Its documents: RSA keys of this size at least.
SMALLEST_KEY = 2048


@pytest.fixture(scope="module")
def tailnet(set_up_from: StartSetUp) -> SetUp:
    """Set up a provider that answers for the domain of the page."""
    return set_up_from("tailscale", {}, WEBFINGER_DOMAINS='["example.org"]')


@pytest.fixture
def wire(tailnet: SetUp, captain: Person) -> Iterator[Wire]:
    """Give the wire between this provider and Tailscale."""
    with closing(Wire(tailnet.issuer, captain)) as made:
        yield made


def signed_in(wire: Wire, **more: str) -> dict[str, Any]:
    return redeemed(wire, wire.authorize(by_go(PARAMETERS | more)))


def redeemed(wire: Wire, told: dict[str, str]) -> dict[str, Any]:
    assert told["state"] == STATE
    body = by_go(
        {"grant_type": "authorization_code", "code": told["code"], "redirect_uri": REDIRECT}
    )
    answer = wire.token(body, basic("tailscale", secret_of("TAILSCALE_SECRET")))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.mark.parametrize(
    "query",
    [
        f"{RESOURCE}&{RELATION}",
        f"{RELATION}&{RESOURCE}",
        f"resource=acct:{CAPTAIN.id}@example.org",
    ],
)
def test_the_domain_of_an_address_leads_to_the_issuer(wire: Wire, query: str) -> None:
    answer = wire.get(f"/.well-known/webfinger?{query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/jrd+json")
    found = answer.json()
    assert found["subject"] == f"acct:{CAPTAIN.id}@example.org"
    (link,) = [one for one in found["links"] if one["rel"] == ISSUER_RELATION]
    assert link["href"] == wire.issuer
    assert wire.get(DISCOVERY).json()["issuer"] == link["href"], "exactly, says the document"


def test_no_other_domain_leads_here(wire: Wire) -> None:
    other = f"resource=acct%3A{CAPTAIN.id}%40example.net"
    assert wire.get(f"/.well-known/webfinger?{other}&{RELATION}").status_code == 404


def test_keys_are_as_large_as_it_wants(wire: Wire) -> None:
    for key in wire.get("/jwks.json").json()["keys"]:
        modulus = urlsafe_b64decode(key["n"] + "==")
        assert (key["kty"], key["alg"]) == ("RSA", "RS256")
        assert int.from_bytes(modulus).bit_length() >= SMALLEST_KEY


def test_somebody_is_known_by_an_address_of_the_domain(wire: Wire) -> None:
    given = signed_in(wire)
    claims = wire.claims(given["id_token"])
    said = wire.get("/userinfo", bearer(given["access_token"])).json()
    assert (claims["iss"], claims["aud"]) == (wire.issuer, "tailscale")
    for told in (claims, said):
        assert told["sub"] == CAPTAIN.id
        assert told["email"] == f"{CAPTAIN.id}@example.org"
        assert told["email_verified"] is True
        assert (told["name"], told["preferred_username"]) == ("Mira", CAPTAIN.username)
        assert told["picture"].startswith("https://")


def test_an_empty_hint_is_no_hint(wire: Wire) -> None:
    assert signed_in(wire, login_hint="")["id_token"]


def test_with_the_prompt_consent_people_are_asked(wire: Wire) -> None:
    query = by_go(PARAMETERS | {"prompt": "consent"})
    page = wire.person.open(f"{wire.issuer}/oauth/authorize?{query}")
    assert "Tailscale" in page.text
    wire.person.press(page, "answer", "allow")
    assert wire.person.visited[-1].startswith(f"{REDIRECT}?code=")


@pytest.mark.parametrize("prompt", ["login", "select_account"])
def test_with_the_other_prompts_people_go_to_discord_again(wire: Wire, prompt: str) -> None:
    signed_in(wire)
    before = len(wire.person.visited)
    query = by_go(PARAMETERS | {"prompt": prompt})
    page = wire.person.open(f"{wire.issuer}/oauth/authorize?{query}")
    assert "Tailscale" in page.text
    wire.person.press(page, "answer", "continue")
    *between, last = wire.person.visited[before:]
    assert any("/oauth2/authorize" in url for url in between), "Discord was asked"
    assert last.startswith(f"{REDIRECT}?code=")


def test_who_has_no_role_is_refused(wire: Wire, newcomer: Person) -> None:
    page = newcomer.open(f"{wire.issuer}/oauth/authorize?{by_go(PARAMETERS)}")
    assert "Tailscale" in page.text
    assert "Members" in page.text


def test_nobody_signs_in_again_when_the_gate_has_closed(wire: Wire, guild: Simulator) -> None:
    token = signed_in(wire)["access_token"]
    guild.set_member(NOBODY)

    def refused() -> bool:
        page = wire.person.open(f"{wire.issuer}/oauth/authorize?{by_go(PARAMETERS)}")
        return "Members" in page.text

    wait_until(refused, "the sign-in is refused", within=SOON)
    assert wire.get("/userinfo", bearer(token)).status_code == 401
