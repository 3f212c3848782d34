"""``docs/apps/express.md``, run."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo.discord.members import CAPTAIN, NEWCOMER
from demo.discord.simulator import Simulator
from tests.apps.people import ALL_GROUPS, MEMBER, NOBODY, SOON
from tests.apps.person import Person
from tests.apps.programs import running
from tests.apps.real.node_project import written
from tests.apps.set_up import StartSetUp
from tests.e2e.certificates import self_signed
from tests.e2e.discord_server import HOST, DiscordServer
from tests.e2e.provider import Provider
from tests.e2e.waiting import wait_until
from tests.redis_process import free_port


@dataclass(frozen=True, kw_only=True)
class Rota:
    """Where the application is, and its provider."""

    url: str
    provider: Provider


@pytest.fixture(scope="module")
def rota(
    set_up_from: StartSetUp,
    discord: DiscordServer,
    npm_packages: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Rota]:
    """Run the application; openid-client talks to an https provider alone."""
    port, directory = free_port(), tmp_path_factory.mktemp("express")
    url = f"http://{HOST}:{port}"
    app = set_up_from("express", {"https://rota.example.org": url}, **over_tls(discord, directory))
    written(directory, app, npm_packages, "app.mjs")
    environment = {
        "SESSION_KEY": "a key of the test",
        "PORT": str(port),
        "NODE_EXTRA_CA_CERTS": str(app.provider.cert_file),
    }
    with running(["node", "app.mjs"], directory, port, environment):
        yield Rota(url=url, provider=app.provider)


def over_tls(discord: DiscordServer, directory: Path) -> dict[str, str]:
    """Give the settings of a provider with a certificate of its own."""
    port = free_port()
    issuer = f"https://{HOST}:{port}"
    discord.register(issuer)
    return {"ISSUER": issuer, "PORT": str(port), **self_signed(directory).settings()}


@pytest.fixture
def person(discord: DiscordServer, rota: Rota) -> Iterator[Person]:
    """Give the captain, whose browser trusts the certificate."""
    with Person(discord.url, trust=rota.provider.trust) as captain:
        yield captain


@pytest.fixture
def newcomer(discord: DiscordServer, rota: Rota) -> Iterator[Person]:
    """Give a member of the guild who has no role."""
    with Person(discord.url, NEWCOMER, trust=rota.provider.trust) as somebody:
        yield somebody


def test_somebody_signs_in_and_is_seen_with_their_groups(rota: Rota, person: Person) -> None:
    seen = person.open(f"{rota.url}/login").json()
    assert seen == {"sub": CAPTAIN.id, "name": "Mira", "groups": ALL_GROUPS}


def test_groups_are_right_after_a_refresh(rota: Rota, person: Person, guild: Simulator) -> None:
    person.open(f"{rota.url}/login")
    guild.set_member(MEMBER)

    def follows() -> bool:
        return bool(person.open(f"{rota.url}/refresh").json()["groups"] == ["members"])

    wait_until(follows, "the groups follow the roles", within=SOON)


def test_refreshes_at_the_same_time_do_not_sign_anybody_out(rota: Rota, person: Person) -> None:
    person.open(f"{rota.url}/login")
    with ThreadPoolExecutor(4) as tabs:
        refreshes = [tabs.submit(person.http.get, f"{rota.url}/refresh") for _ in range(4)]
    assert {refresh.result().status_code for refresh in refreshes} == {302}
    for _ in range(2):
        assert person.open(f"{rota.url}/refresh").json()["sub"] == CAPTAIN.id


def test_a_refresh_ends_it_when_the_gate_has_closed(
    rota: Rota, person: Person, guild: Simulator
) -> None:
    person.open(f"{rota.url}/login")
    guild.set_member(NOBODY)
    refresh = f"{rota.url}/refresh"
    wait_until(lambda: person.open(refresh).status_code == 401, "out", within=SOON)


def test_who_does_not_pass_the_gate_is_refused(rota: Rota, newcomer: Person) -> None:
    page = newcomer.open(f"{rota.url}/login")
    assert "Club rota" in page.text
    assert "Members" in page.text
    assert newcomer.open(rota.url).status_code == 401


def test_an_answer_nobody_asked_for_is_not_taken(rota: Rota, person: Person) -> None:
    assert person.open(f"{rota.url}/callback?code=planted&state=planted").status_code == 403
    assert person.open(rota.url).status_code == 401


def test_somebody_signs_out(rota: Rota, person: Person) -> None:
    person.open(f"{rota.url}/login")
    assert person.open(f"{rota.url}/logout").status_code == 401
    assert rota.provider.events("token_revoked")
    before = len(person.visited)
    person.open(f"{rota.url}/login")
    assert any("/oauth2/authorize" in url for url in person.visited[before:]), "Discord was asked"
