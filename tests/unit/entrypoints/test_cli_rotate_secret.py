"""``guildpass clients rotate-secret``: a second secret, and then no first one."""

import re
import tomllib
from hashlib import sha256

import pytest

from tests.unit.entrypoints.command import FILE, Command

ROTATE = ("clients", "rotate-secret", "wiki")
SECRET = re.compile("^client_secret  ([A-Za-z0-9_-]{43})$", re.MULTILINE)
PLAIN = 'client_secret = "plain-secret-of-length"  # to be changed'


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def digests(command: Command) -> object:
    wiki = tomllib.loads(command.file.read_text())["applications"]["wiki"]
    assert "client_secret" not in wiki
    return wiki["client_secret_sha256"]


def test_a_second_secret_stands_beside_the_first_and_takes_its_place(command: Command) -> None:
    output = command(*ROTATE, "--write").stdout
    (secret,) = SECRET.findall(output)
    assert output.count(secret) == 1
    assert "Written to guildpass.toml." in output
    both = [digest("plain-secret-of-length"), digest(secret)]
    assert digests(command) == both
    line = f'client_secret_sha256 = ["{both[0]}", "{both[1]}"]  # to be changed'
    assert command.file.read_text() == FILE.replace(PLAIN, line)
    assert command.json("clients", "list")[0]["secrets"] == 2

    output = command(*ROTATE, "--finish", "--write").stdout
    assert output == "Written to guildpass.toml. A running server takes it up within seconds.\n"
    assert digests(command) == digest(secret)
    command("config", "check")


def test_without_being_told_to_write_it_says_what_to_paste(command: Command) -> None:
    output = command(*ROTATE).stdout
    (secret,) = SECRET.findall(output)
    line = output.splitlines()[-1]
    assert tomllib.loads(line) == {
        "client_secret_sha256": [digest("plain-secret-of-length"), digest(secret)]
    }
    assert command.file.read_text() == FILE


def test_for_applications_of_the_environment_it_is_json(command: Command) -> None:
    command.file.unlink()
    command.environment |= {
        "DISCORD_GUILD_ID": "1",
        "OAUTH_CLIENTS": '{"wiki": {"client_secret": ["one", "two"], '
        '"redirect_uris": ["https://a.b/c"]}}',
    }
    assert command(*ROTATE, "--finish").stdout == (
        f'For wiki, in place of its secret:\n\n"client_secret_sha256": "{digest("two")}"\n'
    )
    assert "OAUTH_CLIENTS" in command.refused(*ROTATE, "--finish", "--write", code=1)


def test_three_secrets_are_too_many(command: Command) -> None:
    command.file.write_text(FILE.replace('"plain-secret-of-length"', '["one", "two"]'))
    complaint = command.refused(*ROTATE, code=1)
    assert complaint == (
        "it has two: guildpass clients rotate-secret wiki --finish drops the older"
    )


def test_one_secret_cannot_be_dropped(command: Command) -> None:
    complaint = command.refused(*ROTATE, "--finish", code=1)
    assert complaint == "it has one secret only: there is nothing to finish"


@pytest.mark.parametrize("kind", ["client_secret_file", "client_secret_env"])
def test_a_secret_that_stands_elsewhere_is_changed_there(command: Command, kind: str) -> None:
    place = str(command.directory / "secret") if kind.endswith("file") else "WIKI_SECRET"
    (command.directory / "secret").write_text("hello\n")
    command.environment["WIKI_SECRET"] = "hello"
    command.file.write_text(FILE.replace(PLAIN, f'{kind} = "{place}"'))
    complaint = command.refused(*ROTATE, "--write", code=1)
    assert complaint == f"its secret stands elsewhere: put another there, and into {kind}"


def test_a_public_client_has_none(command: Command) -> None:
    complaint = command.refused("clients", "rotate-secret", "app", code=1)
    assert complaint == "it is a public client, without a secret"


def test_an_application_that_is_not_there_is_not_found(command: Command) -> None:
    complaint = command.refused("clients", "rotate-secret", "other", code=1)
    assert complaint == "there is no such application: guildpass clients list"


def test_an_application_in_several_places_is_left_alone(command: Command) -> None:
    text = FILE.replace("[applications.wiki]", "[applications.wiki.claims]\n[applications.wiki]")
    command.file.write_text(text)
    assert "do it by hand" in command.refused(*ROTATE, "--write", code=1)
    assert command.file.read_text() == text
