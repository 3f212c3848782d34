"""``docs/apps/mod-auth-openidc.md``, run."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from domain.metadata import END_SESSION_PATH
from tests.apps.people import ALL_GROUPS, MEMBER, NOBODY, SOON
from tests.apps.person import Person
from tests.apps.programs import running
from tests.apps.real.outcome import discord_was_asked, told_why
from tests.apps.real.upstream import upstream
from tests.apps.set_up import SetUp, StartSetUp
from tests.e2e.discord_server import HOST
from tests.e2e.waiting import wait_until
from tests.redis_process import free_port

_MODULES = Path("/usr/lib/apache2/modules")
_SERVER = """\
ServerRoot {directory}
ServerName {host}
Listen {host}:{port}
PidFile apache2.pid
DefaultRuntimeDir {directory}
ErrorLog /dev/stderr
User www-data
Group www-data
{modules}
<VirtualHost *:{port}>
    Include {directory}/guildpass.conf
</VirtualHost>
"""
_LOADED = "\n".join(
    f"LoadModule {name}_module {_MODULES}/mod_{name}.so"
    for name in (
        "mpm_event",
        "authn_core",
        "authz_core",
        "authz_user",
        "auth_openidc",
        "proxy",
        "proxy_http",
    )
)
_EXAMPLE = "https://apache.example.org"


@pytest.fixture(scope="module")
def pages(
    apache: Path, set_up_from: StartSetUp, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SetUp]:
    """Run Apache in front of an application; it looks again every second."""
    port, directory = free_port(), tmp_path_factory.mktemp("apache")
    with upstream() as behind:
        values = {
            _EXAMPLE: f"http://{HOST}:{port}",
            "127.0.0.1:8080": behind,
            "OIDCUserInfoRefreshInterval 60": "OIDCUserInfoRefreshInterval 1",
            "OIDCRefreshAccessTokenBeforeExpiry 3540": "OIDCRefreshAccessTokenBeforeExpiry 3599",
        }
        app = set_up_from("mod-auth-openidc", values, OUTBOUND_ALLOWED_HOSTS=json.dumps([HOST]))
        (directory / "guildpass.conf").write_text(app.file("guildpass.conf"))
        (directory / "apache2.conf").write_text(
            _SERVER.format(directory=directory, host=HOST, port=port, modules=_LOADED)
        )
        command = (apache, "-D", "FOREGROUND", "-f", directory / "apache2.conf")
        with running(command, directory, port):
            yield app


@pytest.fixture(scope="module")
def site(pages: SetUp) -> str:
    """Give where Apache is."""
    return pages.values[_EXAMPLE]


def test_somebody_signs_in_and_is_seen_with_their_groups(site: str, person: Person) -> None:
    seen = person.open(site).json()
    assert seen["oidc_claim_sub"] == CAPTAIN.id
    assert seen["oidc_claim_name"] == "Mira"
    assert seen["oidc_claim_groups"] == ",".join(ALL_GROUPS)


def test_nobody_can_say_of_themselves_which_groups_they_have(
    site: str, person: Person, guild: Simulator
) -> None:
    guild.set_member(MEMBER)
    person.open(site)
    seen = person.http.get(site, headers={"OIDC_CLAIM_groups": "board"}).json()
    assert seen["oidc_claim_groups"] == "members"


def test_a_place_that_needs_a_group_follows_the_roles(
    site: str, person: Person, guild: Simulator
) -> None:
    assert person.open(f"{site}/board").is_success
    guild.set_member(MEMBER)
    wait_until(lambda: person.open(f"{site}/board").status_code == 401, "closed", within=SOON)
    assert person.open(site).json()["oidc_claim_groups"] == "members"


def test_groups_are_right_after_the_tokens_were_renewed(
    site: str, person: Person, guild: Simulator
) -> None:
    first = person.open(site).json()["oidc_access_token"]
    guild.set_member(MEMBER)

    def renewed() -> bool:
        seen = person.open(site).json()
        return bool(seen["oidc_access_token"] != first and seen["oidc_claim_groups"] == "members")

    wait_until(renewed, "another access token, and the groups of now", within=SOON)


def test_the_session_ends_when_the_gate_has_closed(
    site: str, person: Person, guild: Simulator
) -> None:
    person.open(site)
    guild.set_member(NOBODY)
    wait_until(lambda: told_why(person.open(site), "Club pages"), "out", within=SOON)


def test_the_session_ends_with_the_one_at_guildpass(
    pages: SetUp, site: str, person: Person
) -> None:
    person.open(site)
    told = len(pages.provider.events("logout_delivered"))
    page = person.open(pages.issuer + END_SESSION_PATH)
    person.press(page, "answer", "sign-out")
    wait_until(
        lambda: len(pages.provider.events("logout_delivered")) > told, "Apache knows", within=SOON
    )
    assert discord_was_asked(person, site)


def test_who_does_not_pass_the_gate_is_refused(site: str, newcomer: Person) -> None:
    assert told_why(newcomer.open(site), "Club pages")


def test_somebody_signs_out(pages: SetUp, site: str, person: Person) -> None:
    person.open(site)
    (link,) = re.findall(r'href="([^"]+)"', pages.file("sign-out.html"))
    goodbye = person.open(site + link)
    assert goodbye.url == f"{site}/goodbye"
    assert "oidc_claim_sub" not in goodbye.json()
    assert discord_was_asked(person, site)
