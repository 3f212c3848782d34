"""``docs/apps/authjs.md``, run."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from demo.html_page import HtmlPage
from tests.apps.people import ALL_GROUPS, MEMBER, NOBODY, SOON
from tests.apps.person import Person
from tests.apps.programs import running
from tests.apps.real.node_project import written
from tests.apps.set_up import StartSetUp
from tests.e2e.discord_server import HOST
from tests.e2e.provider import Provider
from tests.e2e.waiting import wait_until
from tests.redis_process import free_port


@dataclass(frozen=True, kw_only=True)
class Site:
    """Where the application is, and its provider."""

    url: str
    provider: Provider

    def sign_in(self, person: Person) -> httpx.Response:
        """Press the button of the page Auth.js makes."""
        page = person.open(f"{self.url}/auth/signin")
        (form,) = HtmlPage(page.text).forms
        return person.send(page, form)


@pytest.fixture(scope="module")
def site(
    set_up_from: StartSetUp, npm_packages: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Run the application."""
    port, directory = free_port(), tmp_path_factory.mktemp("authjs")
    url = f"http://{HOST}:{port}"
    app = set_up_from("authjs", {"https://members.example.org": url})
    written(directory, app, npm_packages, "auth.mjs", "app.mjs")
    environment = {"AUTH_SECRET": "a secret of the test, long enough", "PORT": str(port)}
    with running(["node", "app.mjs"], directory, port, environment):
        yield Site(url=url, provider=app.provider)


def test_somebody_signs_in_and_is_seen_with_their_groups(site: Site, person: Person) -> None:
    seen = site.sign_in(person).json()
    assert seen == {"sub": CAPTAIN.id, "name": "Mira", "groups": ALL_GROUPS}


def test_auth_js_tells_its_own_scripts_the_groups_and_no_token(site: Site, person: Person) -> None:
    site.sign_in(person)
    session = person.open(f"{site.url}/auth/session").json()
    assert session.keys() == {"user", "groups", "expires"}
    assert session["groups"] == ALL_GROUPS
    assert session["user"]["id"] == CAPTAIN.id


def test_groups_are_right_after_a_refresh(site: Site, person: Person, guild: Simulator) -> None:
    site.sign_in(person)
    guild.set_member(MEMBER)

    def follows() -> bool:
        return bool(person.open(f"{site.url}/refresh").json()["groups"] == ["members"])

    wait_until(follows, "the groups follow the roles", within=SOON)
    assert person.open(site.url).json()["groups"] == ["members"]


def test_a_session_goes_on_when_cookies_of_its_refreshes_were_lost(
    site: Site, person: Person
) -> None:
    site.sign_in(person)
    before = httpx.Cookies(person.http.cookies)
    for _ in range(2):
        assert person.open(f"{site.url}/refresh").json()["sub"] == CAPTAIN.id
    person.http.cookies = before
    assert person.open(f"{site.url}/refresh").json()["sub"] == CAPTAIN.id


def test_a_refresh_ends_it_when_the_gate_has_closed(
    site: Site, person: Person, guild: Simulator
) -> None:
    site.sign_in(person)
    guild.set_member(NOBODY)
    refresh = f"{site.url}/refresh"
    wait_until(lambda: person.open(refresh).status_code == 401, "out", within=SOON)
    guild.set_member(CAPTAIN)
    assert person.open(site.url).status_code == 401


def test_who_does_not_pass_the_gate_is_refused(site: Site, newcomer: Person) -> None:
    page = site.sign_in(newcomer)
    assert "Club site" in page.text
    assert "Members" in page.text
    assert newcomer.open(site.url).status_code == 401


def test_a_form_without_the_token_of_auth_js_begins_nothing(site: Site, person: Person) -> None:
    answer = person.http.post(f"{site.url}/auth/signin/guildpass", data={})
    assert not answer.headers["location"].startswith(site.provider.issuer)


def test_the_redirect_uri_is_what_the_proxy_passes_on(site: Site, person: Person) -> None:
    person.http.headers.update({"Host": "members.example.org", "X-Forwarded-Proto": "https"})
    token = person.http.get(f"{site.url}/auth/csrf").json()
    answer = person.http.post(f"{site.url}/auth/signin/guildpass", data=token)
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert query["redirect_uri"] == ["https://members.example.org/auth/callback/guildpass"]


def test_somebody_signs_out(site: Site, person: Person) -> None:
    site.sign_in(person)
    assert person.open(f"{site.url}/logout").status_code == 401
    assert site.provider.events("token_revoked")
    before = len(person.visited)
    site.sign_in(person)
    assert any("/oauth2/authorize" in url for url in person.visited[before:]), "Discord was asked"
