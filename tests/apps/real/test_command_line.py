"""``docs/apps/command-line.md``, run."""

import json
import os
import re
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from tests.apps.people import ALL_GROUPS, MEMBER, NOBODY
from tests.apps.person import Person
from tests.apps.programs import PYTHON, Program
from tests.apps.set_up import SetUp, StartSetUp
from tests.e2e.waiting import wait_until

ENDS_WITHIN = 30
ADDRESS = re.compile(r"^Sign in with your browser: (\S+)$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Clubctl:
    """The tool, and the home of who runs it."""

    home: Path
    issuer: str

    @property
    def kept(self) -> Path:
        """Where it keeps its refresh token."""
        return self.home / ".config" / "clubctl" / "refresh_token"

    def begin(self) -> tuple[Program, str]:
        """Start a sign-in; give the program and where the browser has to go."""
        # The browser it opens is one that does nothing.
        program = Program([PYTHON, "clubctl.py", "login"], self.home, {"BROWSER": "true %s"})
        wait_until(lambda: bool(ADDRESS.search(program.output)), "an address", within=ENDS_WITHIN)
        (address,) = ADDRESS.findall(program.output)
        return program, str(address)

    def login(self, person: Person) -> str:
        """Sign somebody in, and give what the tool says."""
        program, address = self.begin()
        try:
            page = person.press(person.open(address), "answer", "allow")
            assert page.text == "You can close this window."
            wait_until(self.kept.exists, "a sign-in", within=ENDS_WITHIN)
            wait_until(lambda: "signed in." in program.output, "a word", within=ENDS_WITHIN)
            return program.output
        finally:
            program.end()

    def run(self, command: str) -> "subprocess.CompletedProcess[str]":
        """Run another of its commands."""
        return subprocess.run(  # noqa: S603 - the program of the page
            [PYTHON, "clubctl.py", command],
            cwd=self.home,
            env={"PATH": os.environ["PATH"], "HOME": str(self.home)},
            capture_output=True,
            text=True,
            timeout=ENDS_WITHIN,
            check=False,
        )

    def groups(self) -> list[str]:
        """Give the groups it says they have."""
        return list(json.loads(self.run("whoami").stdout)["groups"])


@pytest.fixture(scope="module")
def set_up(set_up_from: StartSetUp) -> SetUp:
    """Set Guildpass up for it."""
    return set_up_from("command-line", {})


@pytest.fixture
def clubctl(set_up: SetUp, tmp_path: Path) -> Clubctl:
    """Give the tool, on a machine where nobody is signed in."""
    (tmp_path / "clubctl.py").write_text(set_up.file("clubctl.py"))
    return Clubctl(home=tmp_path, issuer=set_up.issuer)


def test_somebody_signs_in_and_is_seen_with_their_groups(clubctl: Clubctl, person: Person) -> None:
    clubctl.login(person)
    seen = json.loads(clubctl.run("whoami").stdout)
    assert seen == {"sub": CAPTAIN.id, "name": "Mira", "groups": ALL_GROUPS}


def test_each_sign_in_listens_on_a_port_of_its_own(clubctl: Clubctl, person: Person) -> None:
    clubctl.login(person)
    clubctl.login(person)
    back = [urlsplit(url) for url in person.visited if url.startswith("http://127.0.0.1")]
    ports = {url.port for url in back if url.path == "/callback"}
    assert len(ports) == 2


def test_what_it_keeps_is_for_its_owner_alone(clubctl: Clubctl, person: Person) -> None:
    said = clubctl.login(person)
    assert stat.S_IMODE(clubctl.kept.stat().st_mode) == 0o600
    assert clubctl.kept.read_text() not in said
    assert [file.name for file in clubctl.kept.parent.iterdir()] == ["refresh_token"]


def test_groups_are_right_after_a_refresh(
    clubctl: Clubctl, person: Person, guild: Simulator
) -> None:
    clubctl.login(person)
    guild.set_member(MEMBER)
    assert clubctl.groups() == ["members"]


def test_a_refresh_ends_it_when_the_gate_has_closed(
    clubctl: Clubctl, person: Person, guild: Simulator
) -> None:
    clubctl.login(person)
    guild.set_member(NOBODY)
    over = clubctl.run("whoami")
    assert (over.returncode, over.stdout) == (1, "")
    assert "Sign in again" in over.stderr
    assert not clubctl.kept.exists()


def test_who_does_not_pass_the_gate_is_refused(clubctl: Clubctl, newcomer: Person) -> None:
    program, address = clubctl.begin()
    try:
        page = newcomer.open(address)
    finally:
        program.end()
    assert "Club command line" in page.text
    assert "Members" in page.text
    assert not clubctl.kept.exists()


def test_who_does_not_agree_is_not_signed_in(clubctl: Clubctl, person: Person) -> None:
    program, address = clubctl.begin()
    try:
        person.press(person.open(address), "answer", "cancel")
        wait_until(lambda: "access_denied" in program.output, "a refusal", within=ENDS_WITHIN)
    finally:
        program.end()
    assert not clubctl.kept.exists()


@pytest.mark.parametrize("changed", [{"iss": "https://id.example.com"}, {"state": "another"}])
def test_an_answer_that_was_not_asked_for_is_not_taken(
    clubctl: Clubctl, changed: dict[str, str]
) -> None:
    program, address = clubctl.begin()
    try:
        asked = httpx.URL(address).params
        right = {"code": "a", "state": asked["state"], "iss": clubctl.issuer}
        httpx.get(asked["redirect_uri"], params=right | changed, trust_env=False)
        wait_until(lambda: "Somebody else" in program.output, "a refusal", within=ENDS_WITHIN)
    finally:
        program.end()


def test_logging_out_ends_the_tokens(clubctl: Clubctl, person: Person) -> None:
    clubctl.login(person)
    token = clubctl.kept.read_text()
    assert clubctl.run("logout").stdout == "You are signed out.\n"
    assert "Nobody is signed in" in clubctl.run("whoami").stderr
    clubctl.kept.write_text(token)
    assert "Sign in again" in clubctl.run("whoami").stderr


def test_signing_out_of_guildpass_ends_them_too(clubctl: Clubctl, person: Person) -> None:
    clubctl.login(person)
    asked = person.open(f"{clubctl.issuer}/oauth/logout")
    person.press(asked, "answer", "sign-out")
    assert "Sign in again" in clubctl.run("whoami").stderr
