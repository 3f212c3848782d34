"""``docs/apps/hedgedoc.md``, asked and answered.

What HedgeDoc 1 sends, by passport-oauth2 1.8.0 and oauth 0.10.2, and reads of userinfo.
"""

from typing import Any

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from domain.metadata import AUTHORIZE_PATH, TOKEN_PATH, USERINFO_PATH
from tests.apps.exact.sent import bearer
from tests.apps.exact.steps import turned_away, turned_away_later
from tests.apps.exact.wire import Wire
from tests.apps.pages import ISSUER, page
from tests.apps.people import ALL_GROUPS, MEMBER, SOON
from tests.apps.person import Person
from tests.apps.set_up import secret_of
from tests.e2e.waiting import wait_until

CALLBACK = "https%3A%2F%2Fnotes.example.org%2Fauth%2Foauth2%2Fcallback"
STATE = "hHk3mXwYqT9vRzLc2dBnFsAe"
QUERY = (
    f"response_type=code&redirect_uri={CALLBACK}"
    f"&scope=openid%20profile%20email%20groups&state={STATE}&client_id=hedgedoc"
)
HEADERS = {"user-agent": "Node-oauth"}


def sign_in(wire: Wire) -> dict[str, Any]:
    """Go through a sign-in, and give the profile it asks for."""
    told = wire.authorize(QUERY)
    assert told["state"] == STATE
    body = (
        f"grant_type=authorization_code&redirect_uri={CALLBACK}&client_id=hedgedoc"
        f"&client_secret={secret_of('HEDGEDOC_SECRET')}&code={told['code']}"
    )
    token = wire.token(body, HEADERS)
    assert token.status_code == 200
    answer = wire.get(USERINFO_PATH, HEADERS | bearer(token.json()["access_token"]))
    assert answer.status_code == 200
    return dict(answer.json())


def test_the_addresses_of_the_page_are_those_of_discovery(wire: Wire) -> None:
    document, pasted = wire.discovery(), page("hedgedoc").file(".env")
    for name, endpoint, path in (
        ("AUTHORIZATION", "authorization_endpoint", AUTHORIZE_PATH),
        ("TOKEN", "token_endpoint", TOKEN_PATH),
        ("USER_PROFILE", "userinfo_endpoint", USERINFO_PATH),
    ):
        assert f"CMD_OAUTH2_{name}_URL={ISSUER}{path}\n" in pasted
        assert document[endpoint] == wire.issuer + path


def test_userinfo_has_all_that_it_reads(wire: Wire) -> None:
    said = sign_in(wire)
    assert said["sub"] == CAPTAIN.id
    assert said["preferred_username"] == CAPTAIN.username
    assert said["name"] == "Mira"
    assert said["email"] == CAPTAIN.email
    # A list, in which it looks for the whole entry.
    assert said["groups"] == ALL_GROUPS


def test_groups_follow_the_roles_at_the_next_sign_in(wire: Wire, guild: Simulator) -> None:
    sign_in(wire)
    guild.set_member(MEMBER)
    wait_until(lambda: sign_in(wire)["groups"] == ["members"], "the groups follow", within=SOON)


def test_who_loses_the_role_is_refused_when_they_next_sign_in(wire: Wire, guild: Simulator) -> None:
    sign_in(wire)
    turned_away_later(wire.issuer, wire.person, guild, QUERY)


def test_who_does_not_pass_the_gate_never_gets_there(wire: Wire, newcomer: Person) -> None:
    assert turned_away(wire.issuer, newcomer, QUERY)
