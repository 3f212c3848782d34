"""``docs/apps/grafana.md``: what Grafana sends and reads."""

import re
from base64 import urlsafe_b64decode
from configparser import ConfigParser
from dataclasses import dataclass, field
from json import loads
from typing import Any

import pytest

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from domain.metadata import AUTHORIZE_PATH, END_SESSION_PATH, USERINFO_PATH
from tests.apps.exact.sent import basic, bearer, by_go, challenge_of
from tests.apps.exact.wire import Wire
from tests.apps.pages import ISSUER, page
from tests.apps.people import ALL_GROUPS, MEMBER, NOBODY, SOON
from tests.apps.person import Person
from tests.apps.set_up import secret_of
from tests.e2e.waiting import wait_until

CALLBACK = "https://grafana.example.org/login/generic_oauth"
STATE = "q0Yk5Tn1c8wIYz0w2Qm8oM3xJ6sYwT1s0o2Vn7o4b9E="
VERIFIER = "v" * 128
BASIC = basic("grafana", secret_of("GRAFANA_SECRET"))
JWT = re.compile(r"([-_a-zA-Z0-9=]+)[.]([-_a-zA-Z0-9=]+)[.]([-_a-zA-Z0-9=]+)")


@pytest.fixture(scope="module")
def ini() -> dict[str, str]:
    """Read the section of the page's file."""
    parser = ConfigParser(interpolation=None)
    parser.read_string(page("grafana").file("grafana.ini"))
    return dict(parser["auth.generic_oauth"])


def asked(ini: dict[str, str], **more: str) -> str:
    """Give the query it sends people with."""
    return by_go(
        client_id=ini["client_id"],
        code_challenge=challenge_of(VERIFIER),
        code_challenge_method="S256",
        redirect_uri=CALLBACK,
        response_type="code",
        scope=ini["scopes"],
        state=STATE,
        **more,
    )


@dataclass
class Grafana:
    """One session of it: the tokens that it holds."""

    wire: Wire
    ini: dict[str, str]
    token: dict[str, Any] = field(default_factory=dict)

    def sign_in(self, **more: str) -> None:
        told = self.wire.authorize(asked(self.ini, **more))
        assert told["state"] == STATE
        answer = self.wire.token(
            by_go(
                code=told["code"],
                code_verifier=VERIFIER,
                grant_type="authorization_code",
                redirect_uri=CALLBACK,
            ),
            BASIC,
        )
        assert answer.status_code == 200
        self.token = answer.json()

    def refresh(self) -> int:
        """Send the refresh token; keep what comes."""
        body = by_go(grant_type="refresh_token", refresh_token=self.token["refresh_token"])
        answer = self.wire.token(body, BASIC)
        if answer.is_success:
            # A response without a refresh token would leave it the one it has.
            self.token |= answer.json()
        return answer.status_code

    def of_id_token(self) -> dict[str, Any]:
        """Read the ID token as it does: no signature, and nothing but its own pattern."""
        found = JWT.fullmatch(self.token["id_token"])
        assert found
        header, claims = (loads(urlsafe_b64decode(part + "==")) for part in found.groups()[:2])
        assert "zip" not in header
        assert "=" not in found[2], "unpadded base64 alone is read"
        return dict(claims)

    def of_userinfo(self) -> dict[str, Any]:
        answer = self.wire.get(USERINFO_PATH, bearer(self.token["access_token"]))
        assert answer.status_code < 300
        return dict(answer.json())


@pytest.fixture
def grafana(wire: Wire, ini: dict[str, str]) -> Grafana:
    """Give a session that nobody is in yet."""
    return Grafana(wire, ini)


def role(path: str, groups: list[str]) -> str:
    """Give what ``role_attribute_path`` makes of groups: its first ``contains`` that holds."""
    *cases, default = path.split("||")
    for case in cases:
        found = re.fullmatch(r"contains\(groups\[\*\], '(\w+)'\) && '(\w+)'", case.strip())
        assert found
        if found[1] in groups:
            return found[2]
    return default.strip().strip("'")


def test_the_addresses_of_the_page_are_those_of_discovery(wire: Wire, ini: dict[str, str]) -> None:
    document = wire.discovery()
    for setting, member in (
        ("auth_url", "authorization_endpoint"),
        ("token_url", "token_endpoint"),
        ("api_url", "userinfo_endpoint"),
    ):
        assert ini[setting].replace(ISSUER, wire.issuer) == document[member]
    assert ini["signout_redirect_url"].startswith(ISSUER + END_SESSION_PATH)


def test_the_token_response_has_what_the_library_reads(grafana: Grafana) -> None:
    grafana.sign_in()
    token = grafana.token
    assert token["token_type"] == "Bearer"
    assert type(token["expires_in"]) is int
    assert {"access_token", "refresh_token", "id_token"} <= token.keys()


def test_it_reads_a_person_from_the_id_token_and_from_userinfo(grafana: Grafana) -> None:
    grafana.sign_in()
    for claims in (grafana.of_id_token(), grafana.of_userinfo()):
        assert claims["sub"] == CAPTAIN.id
        assert claims["email"] == CAPTAIN.email
        assert claims[grafana.ini["login_attribute_path"]] == CAPTAIN.username
        assert claims[grafana.ini["name_attribute_path"]] == "Mira"
        assert claims[grafana.ini["groups_attribute_path"]] == ALL_GROUPS


def test_nothing_it_would_read_before_the_paths_of_the_page_is_there(grafana: Grafana) -> None:
    grafana.sign_in()
    own = {"login", "username", "display_name", "upn", "attributes"}
    assert not own & (grafana.of_id_token().keys() | grafana.of_userinfo().keys())


@pytest.mark.parametrize(
    ("groups", "expected"),
    [(ALL_GROUPS, "Admin"), (["editors", "members"], "Editor"), (["members"], "Viewer")],
)
def test_the_role_follows_the_groups(ini: dict[str, str], groups: list[str], expected: str) -> None:
    assert role(ini["role_attribute_path"], groups) == expected
    assert ini["allowed_groups"] in groups


def test_an_older_version_asks_for_online_access(grafana: Grafana) -> None:
    grafana.sign_in(access_type="online")
    assert "refresh_token" in grafana.token, "it is the scope that counts"


def test_the_groups_are_those_of_now_after_a_refresh(grafana: Grafana, guild: Simulator) -> None:
    grafana.sign_in()
    guild.set_member(MEMBER)

    def follows() -> bool:
        assert grafana.refresh() == 200
        groups = grafana.of_userinfo()["groups"]
        return bool(groups == ["members"] == grafana.of_id_token()["groups"])

    wait_until(follows, "the groups follow the roles", within=SOON)


def test_a_refresh_is_refused_when_the_gate_has_closed(grafana: Grafana, guild: Simulator) -> None:
    grafana.sign_in()
    guild.set_member(NOBODY)
    wait_until(lambda: grafana.refresh() == 400, "the refresh is refused", within=SOON)


def test_who_does_not_pass_the_gate_is_told_so(
    wire: Wire, ini: dict[str, str], newcomer: Person
) -> None:
    refused = newcomer.open(f"{wire.issuer}{AUTHORIZE_PATH}?{asked(ini)}")
    assert "Grafana" in refused.text
    assert "Members" in refused.text


def test_signing_out_leads_back_to_the_page_of_sign_in(grafana: Grafana) -> None:
    grafana.sign_in()
    hint = by_go(
        client_id="grafana",
        id_token_hint=grafana.token["id_token"],
        post_logout_redirect_uri="https://grafana.example.org/login",
    )
    end = grafana.ini["signout_redirect_url"].replace(ISSUER, grafana.wire.issuer).partition("?")[0]
    gone = grafana.wire.person.open(f"{end}?{hint}")
    assert gone.headers["location"] == "https://grafana.example.org/login"


def test_signing_out_late_is_asked_about(grafana: Grafana) -> None:
    grafana.sign_in()
    page_ = grafana.ini["signout_redirect_url"].replace(ISSUER, grafana.wire.issuer)
    question = grafana.wire.person.open(page_)
    gone = grafana.wire.person.press(question, "answer", "sign-out")
    assert gone.headers["location"] == "https://grafana.example.org/login"
