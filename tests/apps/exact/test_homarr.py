"""``docs/apps/homarr.md``, asked and answered.

What Homarr 1.45.2 sends, by Auth.js (@auth/core 0.41.3 with oauth4webapi 3), and reads.
"""

from typing import Any
from urllib.parse import urlsplit

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from demo.html_page import HtmlPage
from domain.metadata import END_SESSION_PATH, USERINFO_PATH
from tests.apps.exact.sent import CHALLENGE, VERIFIER, basic, bearer
from tests.apps.exact.steps import groups_follow, turned_away, turned_away_later
from tests.apps.exact.wire import Wire
from tests.apps.pages import page
from tests.apps.people import ALL_GROUPS, MEMBER
from tests.apps.person import Person
from tests.apps.set_up import secret_of

CALLBACK = "https%3A%2F%2Fhome.example.org%2Fapi%2Fauth%2Fcallback%2Foidc"
# An encrypted token, since redirectProxyUrl is set: five parts, and long.
STATE = (
    f"eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0..{'Vw3_K-x9' * 2}.{'aZ0-_q7B' * 32}.Tg-9_x"
)
QUERY = (
    f"response_type=code&client_id=homarr&redirect_uri={CALLBACK}"
    f"&scope=openid+email+profile+groups&state={STATE}"
    f"&code_challenge={CHALLENGE}&code_challenge_method=S256"
)
HEADERS = {
    "accept": "application/json",
    "content-type": "application/x-www-form-urlencoded;charset=UTF-8",
}


def sign_in(wire: Wire) -> dict[str, Any]:
    """Go through a sign-in, and give the token response."""
    told = wire.authorize(QUERY)
    assert told["state"] == STATE
    # Discovery promises it, so that oauth4webapi insists on it.
    assert told["iss"] == wire.issuer
    body = (
        f"redirect_uri={CALLBACK}&code={told['code']}"
        f"&code_verifier={VERIFIER}&grant_type=authorization_code"
    )
    answer = wire.token(body, HEADERS | basic("homarr", secret_of("HOMARR_SECRET")))
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == "application/json"
    # It takes such a challenge for an error, whatever the status.
    assert "www-authenticate" not in answer.headers
    return dict(answer.json())


def test_discovery_has_what_it_reads(wire: Wire) -> None:
    document = wire.discovery()
    assert document["issuer"] == wire.issuer
    for name in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint"):
        assert document[name].startswith(wire.issuer)
    assert "S256" in document["code_challenge_methods_supported"]
    assert "RS256" in document["id_token_signing_alg_values_supported"]


def test_the_id_token_has_all_that_it_reads(wire: Wire) -> None:
    token = sign_in(wire)
    assert token["token_type"].lower() == "bearer"
    assert token["expires_in"] > 0
    assert isinstance(token["scope"], str)
    claims = wire.claims(token["id_token"])
    assert claims["iss"] == wire.issuer
    assert claims["aud"] == "homarr"
    assert claims["iat"] < claims["exp"]
    # None was sent, and one that was not sent is refused.
    assert "nonce" not in claims
    assert claims["sub"] == CAPTAIN.id
    assert claims["preferred_username"] == CAPTAIN.username
    assert "@" not in claims["preferred_username"]
    assert claims["email"] == CAPTAIN.email
    assert claims["email_verified"] is True
    assert claims["picture"].startswith("https://")
    assert claims["groups"] == ALL_GROUPS


def test_userinfo_has_the_same_if_it_is_told_to_ask_there(wire: Wire) -> None:
    token = sign_in(wire)
    answer = wire.get(USERINFO_PATH, {"accept": "application/json"} | bearer(token["access_token"]))
    assert answer.headers["content-type"].split(";")[0] == "application/json"
    said, claims = answer.json(), wire.claims(token["id_token"])
    for name in ("sub", "preferred_username", "email", "picture", "groups"):
        assert said[name] == claims[name]


def test_groups_follow_the_roles_at_the_next_sign_in(wire: Wire, guild: Simulator) -> None:
    sign_in(wire)
    guild.set_member(MEMBER)
    groups_follow(lambda: wire.claims(sign_in(wire)["id_token"])["groups"])


def test_who_loses_the_role_is_refused_when_they_next_sign_in(wire: Wire, guild: Simulator) -> None:
    sign_in(wire)
    turned_away_later(wire.issuer, wire.person, guild, QUERY)


def test_who_does_not_pass_the_gate_never_gets_there(wire: Wire, newcomer: Person) -> None:
    assert turned_away(wire.issuer, newcomer, QUERY)


def test_after_its_own_sign_out_people_are_asked_and_sent_back(wire: Wire) -> None:
    sign_in(wire)
    asked = wire.person.open(wire.issuer + logout_target())
    (form,) = [form for form in HtmlPage(asked.text).forms if form.buttons]
    name, value = form.buttons[0]
    back = wire.person.press(asked, name, value)
    assert back.headers["location"] == "https://home.example.org/auth/login"


def logout_target() -> str:
    """Give the path and query of AUTH_LOGOUT_REDIRECT_URL, as it stands on the page."""
    (line,) = [
        line
        for line in page("homarr").file(".env").splitlines()
        if line.startswith("AUTH_LOGOUT_REDIRECT_URL=")
    ]
    address = urlsplit(line.partition("=")[2].strip('"'))
    assert address.path == END_SESSION_PATH
    return f"{address.path}?{address.query}"
