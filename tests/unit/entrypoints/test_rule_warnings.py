"""What ``guildpass config check`` warns of: what is right, and changes nothing."""

import pytest

from tests.unit.entrypoints.command import FILE, Command

QUIET = FILE.replace('scope = "openid groups"', 'scope = "openid"').replace(
    'client_name = "Club wiki"', 'scope = "openid profile"'
)


def warnings(command: Command, text: str) -> list[str]:
    command.file.write_text(text)
    result = command("config", "check", "--file-only")
    lines = result.stderr.splitlines()
    assert all(line.startswith("guildpass: warning: ") for line in lines)
    assert command.json("config", "check", "--file-only")["warnings"] == [
        line.removeprefix("guildpass: warning: ") for line in lines
    ]
    return [line.removeprefix("guildpass: warning: ").partition(":")[0] for line in lines]


def subteam(slug: str) -> str:
    return f'[subteams.{slug}]\nany = ["@captain"]\n'


def test_a_role_that_nothing_uses(command: Command) -> None:
    text = FILE.replace("[roles]", '[roles]\nnobody = "1152921504606846978"')
    assert warnings(command, text) == ["roles.nobody"]


def test_a_role_of_a_gate_alone_is_used(command: Command) -> None:
    text = FILE.replace("[roles]", '[roles]\nout = "1152921504606846978"')
    assert warnings(command, text + '[gate]\nnone = ["@out"]\n') == []


def test_a_subteam_that_nothing_uses(command: Command) -> None:
    assert warnings(command, QUIET + subteam("crew")) == ["subteams.crew"]


@pytest.mark.parametrize(
    "use",
    [
        '[gate]\nany = ["crew"]\n',
        '[applications.app.gate]\nnone = ["crew"]\n',
        '[subteams.all]\nany = ["crew"]\n[gate]\nany = ["all"]\n',
        "[applications.app.claims.role]\nvalues = { crew = 1 }\n",
        '[applications.app.claims.teams]\nonly = ["crew"]\n',
        '[applications.app.claims.teams]\nform = "name"\n',
        '[applications.app.claims.teams]\nform = "role_id"\nonly = ["@captain"]\n',
    ],
)
def test_a_subteam_that_something_uses(command: Command, use: str) -> None:
    assert warnings(command, QUIET + use + subteam("crew")) == []


@pytest.mark.parametrize("scope", ["groups", "roles"])
def test_a_subteam_that_is_told_by_a_scope_is_used(command: Command, scope: str) -> None:
    text = QUIET.replace('scope = "openid"', f'scope = "openid {scope}"')
    assert warnings(command, text + subteam("crew")) == []


def test_a_subteam_that_a_claim_leaves_out_is_not_used(command: Command) -> None:
    claim = '[applications.app.claims.groups]\nonly = ["board"]\n'
    assert warnings(command, FILE.replace(
        'client_name = "Club wiki"', 'scope = "openid"'
    ) + claim + subteam("crew")) == ["subteams.crew"]  # fmt: skip


def test_a_scope_of_subteams_where_there_is_none(command: Command) -> None:
    text = (
        '[guilds]\nclub = "81384788765712384"\n'
        '[applications.app]\nredirect_uris = ["https://app.example.org/cb"]\n'
        'client_secret = "s3cret-of-some-length"\nscope = "openid groups"\n'
    )
    assert warnings(command, text) == ["applications.app"]
    claim = '[applications.app.claims.groups]\nform = "name"\n'
    assert warnings(command, text + claim) == []
    assert warnings(command, text.replace("scope", "software_id")) == []


def test_a_scope_of_an_address_that_is_never_told(command: Command) -> None:
    text = QUIET.replace('scope = "openid"', 'scope = "openid email"\nemail = "none"')
    assert warnings(command, text) == ["applications.app"]
