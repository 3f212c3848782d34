"""``docs/apps/flask.md``, run."""

from collections.abc import Iterator

import pytest

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from tests.apps.people import ALL_GROUPS, MEMBER, NOBODY, SOON
from tests.apps.person import Person
from tests.apps.programs import PYTHON, running
from tests.apps.set_up import StartSetUp
from tests.e2e.discord_server import HOST
from tests.e2e.waiting import wait_until
from tests.redis_process import free_port


@pytest.fixture(scope="module")
def tools(set_up_from: StartSetUp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the application, and give where it is."""
    port, directory = free_port(), tmp_path_factory.mktemp("flask")
    url = f"http://{HOST}:{port}"
    app = set_up_from("flask", {"https://tools.example.org": url})
    (directory / "app.py").write_text(app.file("app.py"))
    command = [PYTHON, "-m", "flask", "run", "--port", str(port)]
    with running(command, directory, port, {"SESSION_KEY": "a key of the test"}):
        yield url


def test_somebody_signs_in_and_is_seen_with_their_groups(tools: str, person: Person) -> None:
    seen = person.open(f"{tools}/login").json()
    assert seen == {"sub": CAPTAIN.id, "name": "Mira", "groups": ALL_GROUPS}


def test_groups_are_right_after_a_refresh(tools: str, person: Person, guild: Simulator) -> None:
    person.open(f"{tools}/login")
    guild.set_member(MEMBER)

    def follows() -> bool:
        return bool(person.open(f"{tools}/refresh").json()["groups"] == ["members"])

    wait_until(follows, "the groups follow the roles", within=SOON)


def test_a_refresh_ends_it_when_the_gate_has_closed(
    tools: str, person: Person, guild: Simulator
) -> None:
    person.open(f"{tools}/login")
    guild.set_member(NOBODY)
    wait_until(lambda: person.open(f"{tools}/refresh").status_code == 401, "out", within=SOON)


def test_who_does_not_pass_the_gate_is_refused(tools: str, newcomer: Person) -> None:
    page = newcomer.open(f"{tools}/login")
    assert "Club tools" in page.text
    assert "Members" in page.text
    assert newcomer.open(tools).status_code == 401


def test_somebody_signs_out(tools: str, person: Person) -> None:
    person.open(f"{tools}/login")
    assert person.open(f"{tools}/logout").status_code == 401
    before = len(person.visited)
    person.open(f"{tools}/login")
    assert any("/oauth2/authorize" in url for url in person.visited[before:]), "Discord was asked"
