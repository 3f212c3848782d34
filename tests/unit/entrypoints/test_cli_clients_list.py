"""``guildpass clients list``, and what a shell is taught."""

import re

import pytest

from tests.unit.entrypoints.command import FILE, Command


def test_applications_are_listed_without_their_secrets(command: Command) -> None:
    heads, wiki, app = command("clients", "list").stdout.splitlines()
    assert heads.split() == [
        "ID", "NAME", "KIND", "REDIRECT", "URIS", "SCOPE", "GATE", "SECRETS", "ENABLED",
    ]  # fmt: skip
    assert re.split("  +", wiki) == [
        "wiki",
        "Club wiki",
        "confidential",
        "https://wiki.example.org/cb +1",
        "openid profile email roles groups",
        "any board @captain, two_factor, account_age 30d",
        "1",
        "yes",
    ]
    cells = ["app", "-", "public", "https://app.example.org/cb", "openid groups", "-", "0", "no"]
    assert re.split("  +", app) == cells


def test_applications_are_listed_for_programs(command: Command) -> None:
    rules = 'allowed_users = ["1"]\nblocked_users = ["2"]\naccount_age = "90s"\nnone = ["board"]'
    command.file.write_text(
        FILE + f"[applications.app.gate]\n{rules}\n"
        '[applications.api]\nclient_secret = ["one", "two"]\nresource_server = true\n'
        "grant_types = []\n"
    )
    wiki, app, api = command.json("clients", "list")
    assert wiki["redirect_uris"] == [
        "https://wiki.example.org/cb",
        "https://wiki.example.org/other",
    ]
    assert app["gate"] == "none board, allowed_users 1, blocked_users 1, account_age 90s"
    assert api == {
        "client_id": "api",
        "client_name": None,
        "kind": "resource server",
        "redirect_uris": [],
        "scope": "openid profile email roles groups",
        "gate": "",
        "secrets": 2,
        "enabled": True,
    }


def test_those_of_the_environment_are_listed_too(command: Command) -> None:
    command.file.unlink()
    command.environment |= {
        "DISCORD_GUILD_ID": "1",
        "OAUTH_CLIENTS": '{"app": {"client_secret": "x", "redirect_uris": ["https://a.b/c"]}}',
    }
    assert command("clients", "list").stdout.splitlines()[1].startswith("app ")


def test_bad_settings_are_one_line(command: Command) -> None:
    del command.environment["ISSUER"]
    assert command.refused("clients", "list", code=2).startswith("ISSUER: ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_taught_the_command(command: Command, shell: str) -> None:
    assert f"_GUILDPASS_COMPLETE={shell}_complete" in command("completion", shell).stdout
