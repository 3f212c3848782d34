"""``guildpass clients add``: an application is registered, or refused before it is."""

import re
import tomllib
from hashlib import sha256

import pytest

from tests.unit.entrypoints.command import FILE, Command

ADD = ("clients", "add", "Café Wiki!", "--redirect-uri", "https://new.example.org/cb")
SECRET = re.compile("^client_secret  ([A-Za-z0-9_-]{43})$", re.MULTILINE)


def table_in(output: str) -> str:
    return output[output.index("[applications") :]


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
