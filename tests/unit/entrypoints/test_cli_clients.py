"""``guildpass clients list`` and ``add``."""

import re
import tomllib
from hashlib import sha256

import pytest

from tests.unit.entrypoints.command import FILE, Command

ADD = ("clients", "add", "Café Wiki!", "--redirect-uri", "https://new.example.org/cb")
SECRET = re.compile("^client_secret  ([A-Za-z0-9_-]{43})$", re.MULTILINE)


def table_in(output: str) -> str:
    return output[output.index("[applications") :]


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


def test_a_new_application_is_told_its_account_and_the_operator_what_to_paste(
    command: Command,
) -> None:
    output = command(*ADD).stdout
    assert "issuer         https://id.example.org\n" in output
    assert "discovery      https://id.example.org/.well-known/openid-configuration\n" in output
    assert "client_id      cafe-wiki\n" in output
    (secret,) = SECRET.findall(output)
    assert output.count(secret) == 1
    assert tomllib.loads(table_in(output)) == {
        "applications": {
            "cafe-wiki": {
                "client_name": "Café Wiki!",
                "redirect_uris": ["https://new.example.org/cb"],
                "client_secret_sha256": sha256(secret.encode()).hexdigest(),
            }
        }
    }
    assert command.file.read_text() == FILE


def test_what_is_pasted_is_what_would_have_been_written(command: Command) -> None:
    output = command(*ADD).stdout
    command.file.write_text(f"{FILE}\n{table_in(output)}")
    command("config", "check")
    assert "cafe-wiki " in command("clients", "list").stdout


def test_it_is_written_behind_the_others(command: Command) -> None:
    output = command(*ADD, "--write").stdout
    (secret,) = SECRET.findall(output)
    assert output.endswith(
        "\n\nAdded to guildpass.toml. A running server takes it up within seconds.\n"
    )
    text = command.file.read_text()
    assert text.startswith(FILE)
    assert secret not in text
    assert sha256(secret.encode()).hexdigest() in text
    command("config", "check")


def test_every_option_becomes_metadata(command: Command) -> None:
    command.environment["DISCORD_BOT_TOKEN"] = "bot-token"
    options = ("--id", "my.app", "--public", "--refresh", "--scope", "openid profile")
    output = command(
        *ADD, "--redirect-uri", "com.example:/cb", *options, "--scope", "openid"
    ).stdout
    assert "client_secret" not in output
    assert "\n\n\n" not in output
    assert tomllib.loads(table_in(output))["applications"]["my.app"] == {
        "client_name": "Café Wiki!",
        "redirect_uris": ["https://new.example.org/cb", "com.example:/cb"],
        "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code", "refresh_token"],
        "scope": "openid profile offline_access",
    }


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--redirect-uri", "http://x.example/"), "redirect URI number 2 must be https"),
        (("--redirect-uri", "https://x.example/*"), "redirect URI number 2 must not have a wild"),
        (("--scope", "everything"), "cafe-wiki.scope: may hold"),
        (("--id", "a b"), "a client id is 1 to 128 ASCII characters"),
        (("--id", "80351110224678912"), "a client id must not look like a Discord id"),
        (("--refresh",), "refresh_token needs DISCORD_BOT_TOKEN"),
    ],
)
def test_what_would_not_start_is_refused_before_it_is_written(
    command: Command, options: tuple[str, ...], complaint: str
) -> None:
    assert complaint in command.refused(*ADD, *options, "--write", code=2)
    assert complaint in command.refused(*ADD, *options, code=2)
    assert command.file.read_text() == FILE


def test_an_id_is_given_once(command: Command) -> None:
    complaint = command.refused(*ADD, "--id", "wiki", "--write", code=1)
    assert complaint == "there is an application wiki already: --id gives another"


def test_a_name_without_letters_needs_an_id(command: Command) -> None:
    result = command("clients", "add", "日本", "--redirect-uri", "https://a.b/c", code=2)
    assert "NAME gives no id: --id says one" in result.stderr


def test_there_has_to_be_a_file_to_write_to(command: Command) -> None:
    command.file.unlink()
    command.environment["DISCORD_GUILD_ID"] = "1"
    assert "no guildpass.toml" in command.refused(*ADD, "--write", code=1)
    assert "For guildpass.toml:" in command(*ADD).stdout


def test_applications_stay_in_one_place(command: Command) -> None:
    command.file.write_text('[guilds]\nclub = "1"\n')
    command.environment["OAUTH_CLIENTS"] = "{}"
    assert "OAUTH_CLIENTS" in command.refused(*ADD, "--write", code=1)
    assert command.file.read_text() == '[guilds]\nclub = "1"\n'
    assert "For guildpass.toml:" in command(*ADD).stdout


def test_a_file_that_takes_no_tables_is_left_alone(command: Command) -> None:
    text = '[guilds]\nclub = "1"\n'
    command.file.write_text("applications = {}\n" + text)
    assert "do it by hand" in command.refused(*ADD, "--write", code=1)
    assert command.file.read_text() == "applications = {}\n" + text


def test_the_mark_of_some_editors_and_their_ends_of_lines_stay(command: Command) -> None:
    before = ("\ufeff" + FILE.replace("\n", "\r\n")).encode()
    command.file.write_bytes(before)
    command(*ADD, "--write")
    after = command.file.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\r\n") == after.count(b"\n")
    command("config", "check")


def test_a_file_that_cannot_be_written_gives_no_secret_away(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("entrypoints.cli.rules_file.replace_file", fails)
    complaint = command.refused(*ADD, "--write", code=1)
    assert complaint == "guildpass.toml cannot be written: Read-only file system"


def test_bad_settings_are_one_line(command: Command) -> None:
    del command.environment["ISSUER"]
    assert command.refused("clients", "list", code=2).startswith("ISSUER: ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_taught_the_command(command: Command, shell: str) -> None:
    assert f"_GUILDPASS_COMPLETE={shell}_complete" in command("completion", shell).stdout
