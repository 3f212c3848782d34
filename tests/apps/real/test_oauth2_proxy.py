"""``docs/apps/oauth2-proxy.md``, run."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from domain.metadata import END_SESSION_PATH
from tests.apps.people import ALL_GROUPS, MEMBER, NOBODY, SOON
from tests.apps.person import Person
from tests.apps.programs import running
from tests.apps.real.nginx import serving
from tests.apps.real.outcome import discord_was_asked, told_why
from tests.apps.real.upstream import upstream
from tests.apps.set_up import SetUp, StartSetUp
from tests.e2e.discord_server import HOST
from tests.e2e.waiting import wait_until
from tests.redis_process import free_port

_EXAMPLE = "https://pages.example.org"
# The test has no certificate, and browsers send a secure cookie by https alone.
_NO_TLS = {"OAUTH2_PROXY_COOKIE_SECURE": "false"}


@pytest.fixture(scope="module")
def pages(
    nginx: Path,
    go_programs: Path,
    redis_server: str,
    set_up_from: StartSetUp,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[SetUp]:
    """Run nginx, and oauth2-proxy beside it, in front of an application."""
    port, beside = free_port(), free_port()
    with ExitStack() as ended_later:
        values = {
            _EXAMPLE: f"http://{HOST}:{port}",
            "127.0.0.1:4180": f"{HOST}:{beside}",
            "127.0.0.1:8080": ended_later.enter_context(upstream()),
            "redis://127.0.0.1:6379/1": redis_server,
            'cookie_refresh = "1m"': 'cookie_refresh = "1s"',
        }
        app = set_up_from("oauth2-proxy", values)
        guard = tmp_path_factory.mktemp("oauth2-proxy")
        config = app.file("oauth2-proxy.cfg")
        config = config.replace("id.example.org", app.issuer.removeprefix("http://"))
        (guard / "oauth2-proxy.cfg").write_text(config)
        guarding = [str(go_programs / "oauth2-proxy"), "--config", "oauth2-proxy.cfg"]
        ended_later.enter_context(running(guarding, guard, beside, _NO_TLS))
        web = tmp_path_factory.mktemp("nginx")
        ended_later.enter_context(serving(nginx, web, port, app.file("pages.conf")))
        yield app


@pytest.fixture(scope="module")
def site(pages: SetUp) -> str:
    """Give where nginx is."""
    return pages.values[_EXAMPLE]


def test_somebody_signs_in_and_is_seen_with_their_groups(site: str, person: Person) -> None:
    page = person.open(f"{site}/minutes?year=2026&month=11")
    assert str(page.url).endswith("/minutes?year=2026&month=11")
    assert page.json()["x-forwarded-user"] == CAPTAIN.id
    assert page.json()["x-forwarded-preferred-username"] == "mira.captain"
    assert page.json()["x-forwarded-groups"] == ",".join(ALL_GROUPS)


def test_nobody_can_say_of_themselves_which_groups_they_have(
    site: str, person: Person, guild: Simulator
) -> None:
    guild.set_member(MEMBER)
    person.open(site)
    seen = person.http.get(site, headers={"X-Forwarded-Groups": "board"}).json()
    assert seen["x-forwarded-groups"] == "members"


def test_groups_are_right_after_a_refresh(site: str, person: Person, guild: Simulator) -> None:
    assert person.open(f"{site}/board").is_success
    guild.set_member(MEMBER)

    def follows() -> bool:
        return bool(person.open(site).json()["x-forwarded-groups"] == "members")

    wait_until(follows, "the groups follow the roles", within=SOON)
    assert person.open(f"{site}/board").status_code == httpx.codes.FORBIDDEN


def test_a_refresh_ends_it_when_the_gate_has_closed(
    site: str, person: Person, guild: Simulator
) -> None:
    person.open(site)
    guild.set_member(NOBODY)
    wait_until(lambda: told_why(person.open(site), "Internal pages"), "out", within=SOON)


def test_the_session_ends_with_the_one_at_guildpass(
    pages: SetUp, site: str, person: Person
) -> None:
    person.open(site)
    page = person.open(pages.issuer + END_SESSION_PATH)
    person.press(page, "answer", "sign-out")
    wait_until(lambda: discord_was_asked(person, site), "out", within=SOON)


def test_who_does_not_pass_the_gate_is_refused(site: str, newcomer: Person) -> None:
    assert told_why(newcomer.open(site), "Internal pages")


def test_somebody_signs_out(site: str, person: Person) -> None:
    person.open(site)
    goodbye = person.open(f"{site}/sign-out")
    assert goodbye.url == f"{site}/goodbye"
    assert goodbye.text == "You are signed out.\n"
    assert discord_was_asked(person, site)
