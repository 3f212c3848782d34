"""``docs/apps/pangolin.md``, asked and answered.

What Pangolin 1.19.4 sends, by Arctic 3.7.0, and what its paths find in the ID token.
"""

from typing import Any

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from domain.metadata import AUTHORIZE_PATH, TOKEN_PATH
from tests.apps.exact.sent import CHALLENGE, VERIFIER, basic
from tests.apps.exact.steps import groups_follow, turned_away, turned_away_later
from tests.apps.exact.wire import Wire
from tests.apps.pages import ISSUER, page
from tests.apps.people import ALL_GROUPS, MEMBER
from tests.apps.person import Person
from tests.apps.set_up import secret_of

CALLBACK = "https%3A%2F%2Fpangolin.example.org%2Fauth%2Fidp%2F1%2Foidc%2Fcallback"
STATE = "7Vb0pHnS1m3Yq9KdWc2XuTzRfLgJ5aEoBiNkMvQy8wA"
QUERY = (
    f"response_type=code&client_id=pangolin&redirect_uri={CALLBACK}&state={STATE}"
    f"&code_challenge_method=S256&code_challenge={CHALLENGE}"
    "&scope=openid+profile+email+groups"
)
HEADERS = {"accept": "application/json", "user-agent": "arctic"}


def token_body(code: str) -> str:
    return (
        f"grant_type=authorization_code&code={code}"
        f"&redirect_uri={CALLBACK}&code_verifier={VERIFIER}"
    )


def sign_in(wire: Wire) -> dict[str, Any]:
    """Go through a sign-in, and give the token response."""
    told = wire.authorize(QUERY)
    assert told["state"] == STATE
    body = token_body(told["code"])
    answer = wire.token(body, HEADERS | basic("pangolin", secret_of("PANGOLIN_SECRET")))
    # Of every other status it says that it was unexpected.
    assert answer.status_code == 200
    return dict(answer.json())


def test_the_addresses_of_the_page_are_those_of_discovery(wire: Wire) -> None:
    document = wire.discovery()
    pasted = page("pangolin").file("Identity provider")
    assert f"{ISSUER}{AUTHORIZE_PATH}\n" in pasted
    assert f"{ISSUER}{TOKEN_PATH}\n" in pasted
    assert document["authorization_endpoint"] == wire.issuer + AUTHORIZE_PATH
    assert document["token_endpoint"] == wire.issuer + TOKEN_PATH


def test_the_id_token_has_all_that_its_paths_look_for(wire: Wire) -> None:
    claims = wire.claims(sign_in(wire)["id_token"])
    # It makes the identifier small letters, which must not change it.
    assert claims["sub"] == CAPTAIN.id == CAPTAIN.id.lower()
    assert claims["email"] == CAPTAIN.email
    assert claims["name"] == "Mira"
    # A list, in which contains() of JMESPath finds a whole entry.
    assert claims["groups"] == ALL_GROUPS


def test_a_code_that_is_no_good_gets_an_error_it_can_show(wire: Wire) -> None:
    answer = wire.token(
        token_body("unknown"), HEADERS | basic("pangolin", secret_of("PANGOLIN_SECRET"))
    )
    assert answer.status_code == 400
    said = answer.json()
    assert said["error"] == "invalid_grant"
    assert isinstance(said["error_description"], str)


def test_groups_follow_the_roles_at_the_next_sign_in(wire: Wire, guild: Simulator) -> None:
    sign_in(wire)
    guild.set_member(MEMBER)
    groups_follow(lambda: wire.claims(sign_in(wire)["id_token"])["groups"])


def test_who_loses_the_role_is_refused_when_they_next_sign_in(wire: Wire, guild: Simulator) -> None:
    sign_in(wire)
    turned_away_later(wire.issuer, wire.person, guild, QUERY)


def test_who_does_not_pass_the_gate_never_gets_there(wire: Wire, newcomer: Person) -> None:
    assert turned_away(wire.issuer, newcomer, QUERY)
