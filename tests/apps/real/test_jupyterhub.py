"""``docs/apps/jupyterhub.md``, run."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from tests.apps.people import ALL_GROUPS, MEMBER, NOBODY, SOON
from tests.apps.person import Person
from tests.apps.programs import PYTHON, STARTS_WITHIN, VENV, running
from tests.apps.set_up import StartSetUp
from tests.e2e.discord_server import HOST
from tests.e2e.http import NO_AUTHORITIES, PATIENCE
from tests.e2e.provider import Provider
from tests.e2e.waiting import wait_until
from tests.redis_process import free_port

LOOKS = "the-token-of-who-looks"
HOME, LOGIN = "/hub/home", "/hub/login"
# No notebook is started, the ports are free ones, and somebody may look at users.
_BESIDES = """
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.hub_port = {hub}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
c.JupyterHub.services = [{{"name": "looks", "api_token": "{token}"}}]
c.JupyterHub.load_roles = [{{
    "name": "looks",
    "services": ["looks"],
    "scopes": ["admin:users", "tokens"],
}}]
"""
_TABS = 4
# The page has groups read again every minute; nobody waits for that here.
_AGE = "auth_refresh_age = "


@dataclass(frozen=True, kw_only=True)
class Hub:
    """A running hub."""

    url: str
    provider: Provider

    def open(self, person: Person) -> httpx.Response:
        """Look at the page of one's own servers."""
        return person.open(self.url + HOME)

    def sign_in(self, person: Person) -> httpx.Response:
        """Press the button of the hub's first page."""
        return person.open(f"{self.url}/hub/oauth_login?next=%2Fhub%2Fhome")

    def tab_of(self, person: Person) -> httpx.Client:
        """Give one more tab of a browser; it follows nothing."""
        return httpx.Client(
            base_url=self.url,
            cookies=person.http.cookies,
            trust_env=False,
            timeout=PATIENCE,
            verify=NO_AUTHORITIES,
        )

    def account(self) -> dict[str, Any]:
        """Give what the hub knows of the captain."""
        answer = self._ask("GET", f"users/{CAPTAIN.id}", LOOKS)
        return dict(answer.raise_for_status().json())

    def token_of_a_notebook(self) -> str:
        """Give a token of the captain's, as their notebook has one."""
        answer = self._ask("POST", f"users/{CAPTAIN.id}/tokens", LOOKS)
        return str(answer.raise_for_status().json()["token"])

    def knows(self, token: str) -> bool:
        """Tell whether the hub says whose token it is, as it is asked by a notebook."""
        return self._ask("GET", "user", token).is_success

    def _ask(self, method: str, path: str, token: str) -> httpx.Response:
        return httpx.request(
            method,
            f"{self.url}/hub/api/{path}",
            headers={"authorization": f"token {token}"},
            trust_env=False,
            timeout=PATIENCE,
            verify=NO_AUTHORITIES,
        )


@pytest.fixture(scope="module")
def hub(
    set_up_from: StartSetUp, npm_packages: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hub]:
    """Run the hub and its proxy."""
    port, directory = free_port(), tmp_path_factory.mktemp("jupyterhub")
    url = f"http://{HOST}:{port}"
    values = {
        "https://jupyter.example.org": url,
        "http://127.0.0.1:8000": url,
        f"{_AGE}60": f"{_AGE}1",
    }
    app = set_up_from("jupyterhub", values, ACCESS_TOKEN_TTL="4")
    besides = _BESIDES.format(hub=free_port(), proxy=free_port(), token=LOOKS)
    (directory / "jupyterhub_config.py").write_text(app.file("jupyterhub_config.py") + besides)
    programs = (npm_packages / ".bin", VENV / "bin", os.environ["PATH"])
    environment = {"PATH": os.pathsep.join(map(str, programs)), "JUPYTERHUB_CRYPT_KEY": "5a" * 32}
    with running([PYTHON, "-m", "jupyterhub"], directory, port, environment) as program:
        # Its proxy listens before it knows the hub.
        is_there = "JupyterHub is now running"
        wait_until(lambda: is_there in program.output, is_there, within=STARTS_WITHIN)
        yield Hub(url=url, provider=app.provider)


def test_somebody_signs_in_and_is_seen_with_their_groups(hub: Hub, person: Person) -> None:
    assert hub.sign_in(person).url.path == HOME
    account = hub.account()
    assert sorted(account["groups"]) == ALL_GROUPS
    assert account["admin"] is True


def test_groups_are_right_after_a_refresh(hub: Hub, person: Person, guild: Simulator) -> None:
    hub.sign_in(person)
    guild.set_member(MEMBER)

    def follows() -> bool:
        assert hub.open(person).url.path == HOME
        return bool(hub.account()["groups"] == ["members"])

    wait_until(follows, "the groups follow the roles", within=SOON)
    assert hub.account()["admin"] is False


def test_requests_at_once_all_go_on_when_the_access_token_has_ended(
    hub: Hub, person: Person
) -> None:
    hub.sign_in(person)
    before = len(hub.provider.events("tokens_refreshed"))
    with ExitStack() as closed_later, ThreadPoolExecutor(_TABS) as tabs:
        browsers = [closed_later.enter_context(hub.tab_of(person)) for _ in range(_TABS)]

        def refreshed() -> bool:
            pages = list(tabs.map(lambda browser: browser.get(HOME), browsers))
            assert [page.status_code for page in pages] == [200] * _TABS
            return len(hub.provider.events("tokens_refreshed")) > before

        wait_until(refreshed, "refreshed", within=SOON)


def test_hub_and_notebook_are_over_when_the_gate_has_closed(
    hub: Hub, person: Person, guild: Simulator
) -> None:
    hub.sign_in(person)
    token = hub.token_of_a_notebook()
    assert hub.knows(token)
    guild.set_member(NOBODY)
    wait_until(lambda: not hub.knows(token), "the notebook is out", within=SOON)
    assert hub.open(person).url.path == LOGIN


def test_who_does_not_pass_the_gate_is_refused(hub: Hub, newcomer: Person) -> None:
    page = hub.sign_in(newcomer)
    assert str(page.url).startswith(hub.provider.issuer)
    assert "JupyterHub" in page.text
    assert "Members" in page.text
    assert hub.open(newcomer).url.path == LOGIN


def test_somebody_signs_out(hub: Hub, person: Person) -> None:
    hub.sign_in(person)
    asked = person.open(f"{hub.url}/hub/logout")
    assert person.press(asked, "answer", "sign-out").url.path == LOGIN
    assert hub.open(person).url.path == LOGIN
    before = len(person.visited)
    hub.sign_in(person)
    assert any("/oauth2/authorize" in url for url in person.visited[before:]), "Discord was asked"
