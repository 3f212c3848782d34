"""``docs/apps/django.md``, run."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from tests.apps.people import MEMBER, NOBODY, SOON
from tests.apps.person import Person
from tests.apps.programs import PYTHON, running
from tests.apps.set_up import StartSetUp
from tests.e2e.discord_server import HOST
from tests.e2e.waiting import wait_until
from tests.redis_process import free_port

NOBODY_IS_IN = "Nobody is signed in."
_ADDED_TO = "club/settings.py"
_WRITTEN = ("club/guildpass.py", "club/urls.py", "club/templates/home.html")
# The page renews every five minutes; nobody waits for that here.
_RENEWED = "OIDC_RENEW_ID_TOKEN_EXPIRY_SECONDS = "
_PATIENCE = 60


def _run(directory: Path, *arguments: str) -> None:
    command = [PYTHON, *arguments]
    result = subprocess.run(  # noqa: S603 - Django's own commands
        command, cwd=directory, capture_output=True, text=True, timeout=_PATIENCE, check=False
    )
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="module")
def site(set_up_from: StartSetUp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the site, and give where it is."""
    port, directory = free_port(), tmp_path_factory.mktemp("django")
    url = f"http://{HOST}:{port}"
    values = {"https://site.example.org": url, f"{_RENEWED}300": f"{_RENEWED}1"}
    app = set_up_from("django", values)
    _run(directory, "-m", "django", "startproject", "club", ".")
    with (directory / _ADDED_TO).open("a") as settings:
        settings.write(app.file(_ADDED_TO))
    (directory / "club/templates").mkdir()
    for name in _WRITTEN:
        (directory / name).write_text(app.file(name))
    _run(directory, "manage.py", "migrate")
    serve = [PYTHON, "manage.py", "runserver", "--noreload", f"{HOST}:{port}"]
    with running(serve, directory, port):
        yield url


def signed_in(person: Person, site: str) -> str:
    """Sign in, and give what the site then says."""
    return person.open(f"{site}/oidc/authenticate/").text


def test_somebody_signs_in_and_is_seen_with_their_groups(site: str, person: Person) -> None:
    assert f"<p>Mira, {CAPTAIN.id}: board, editors, members</p>" in signed_in(person, site)


def test_the_board_gets_into_the_administration(site: str, person: Person) -> None:
    signed_in(person, site)
    assert "Site administration" in person.open(f"{site}/admin/").text


def test_groups_and_staff_are_right_after_a_renewal(
    site: str, person: Person, guild: Simulator
) -> None:
    signed_in(person, site)
    before = len(person.visited)
    guild.set_member(MEMBER)
    now = f"<p>Mira, {CAPTAIN.id}: members</p>"
    wait_until(lambda: now in person.open(site).text, "the groups follow", within=SOON)
    assert any("prompt=none" in url for url in person.visited[before:]), "it was a renewal"
    assert "not authorized to access this page" in person.open(f"{site}/admin/").text


def test_a_renewal_ends_it_when_the_gate_has_closed(
    site: str, person: Person, guild: Simulator
) -> None:
    signed_in(person, site)
    before = len(person.visited)
    guild.set_member(NOBODY)
    wait_until(lambda: NOBODY_IS_IN in person.open(site).text, "out", within=SOON)
    assert any("error=access_denied" in url for url in person.visited[before:])


def test_who_does_not_pass_the_gate_is_refused(site: str, newcomer: Person) -> None:
    page = signed_in(newcomer, site)
    assert "Club site" in page
    assert "Members" in page
    assert NOBODY_IS_IN in newcomer.open(site).text


def test_somebody_signs_out(site: str, person: Person) -> None:
    signed_in(person, site)
    page = person.press(person.open(site), "sign_out")
    assert str(page.url) == f"{site}/"
    assert NOBODY_IS_IN in page.text
    before = len(person.visited)
    signed_in(person, site)
    assert any("/oauth2/authorize" in url for url in person.visited[before:]), "Discord was asked"
