"""``guildpass config check``: what a start would say, before it."""

import pytest

from tests.unit.entrypoints.command import FILE, Command

CHECK = ("config", "check")


def test_a_good_file_is_counted(command: Command) -> None:
    assert command(*CHECK).stdout == "guildpass.toml is good: 2 applications, 1 subteam\n"
    assert command.json(*CHECK) == {
        "good": True,
        "file": "guildpass.toml",
        "applications": 2,
        "subteams": 1,
        "faults": [],
        "warnings": [],
    }


def test_settings_are_good_without_a_file_too(command: Command) -> None:
    command.file.unlink()
    command.environment["DISCORD_GUILD_ID"] = "81384788765712384"
    assert command(*CHECK).stdout == "the settings are good: 0 applications, 0 subteams\n"


def test_another_file_can_be_checked_before_it_is_used(command: Command) -> None:
    (command.directory / "new.toml").write_text(FILE.replace("[subteams.board]", "[subteam.x]"))
    complaint = command.refused(*CHECK, "--file", "new.toml", code=2)
    assert complaint == "new.toml: line 8: unknown name subteam; is it subteams?"
    command(*CHECK)


def test_what_is_wrong_with_each_application_is_said_at_once(command: Command) -> None:
    command.file.write_text(
        FILE.replace('"https://app.example', '"http://app.example').replace('"30d"', '"soon"')
        + "[applications.other]\nenabled = 1\n"
    )
    result = command(*CHECK, code=2)
    assert result.stdout == ""
    wiki, app, other = result.stderr.splitlines()
    assert wiki.startswith("guildpass: guildpass.toml: line 15, applications.wiki.gate.account_age")
    assert app.startswith("guildpass: guildpass.toml: line 18, applications.app.redirect_uris")
    assert other.startswith("guildpass: guildpass.toml: line 23, applications.other.enabled")
    assert command.json(*CHECK, code=2) == {
        "good": False,
        "file": "guildpass.toml",
        "applications": None,
        "subteams": None,
        "faults": [line.removeprefix("guildpass: ") for line in (wiki, app, other)],
        "warnings": [],
    }


def test_a_fault_that_may_hide_others_is_said_alone(command: Command) -> None:
    command.file.write_text(FILE.replace('any = ["@captain"]', 'any = ["@nobody"]'))
    assert "subteams.board.any" in command.refused(*CHECK, code=2)


def test_text_that_is_no_toml_is_one_line(command: Command) -> None:
    command.file.write_text("[guilds\n")
    assert "is not valid TOML" in command.refused(*CHECK, code=2)


@pytest.mark.parametrize("only", [(), ("--file-only",)])
def test_a_file_that_is_not_there_is_one_line(command: Command, only: tuple[str, ...]) -> None:
    complaint = command.refused(*CHECK, "--file", "none.toml", *only, code=2)
    assert complaint.startswith("none.toml: ")


def test_settings_beside_the_file_are_checked_too(command: Command) -> None:
    del command.environment["ISSUER"]
    assert command.refused(*CHECK, code=2).startswith("ISSUER: ")


def test_keys_are_opened_as_a_start_does(command: Command) -> None:
    (command.directory / "private_key.pem").write_text("none")
    assert command.refused(*CHECK, code=2).startswith("JWT_PRIVATE_KEY_FILE: ")


def test_an_algorithm_without_a_key_is_found(command: Command) -> None:
    alg = 'id_token_signed_response_alg = "ES256"\n'
    command.file.write_text(FILE + alg)
    assert "has no key" in command.refused(*CHECK, code=2)


def test_a_file_alone_needs_neither_other_settings_nor_secrets(command: Command) -> None:
    command.environment.clear()
    (command.directory / "private_key.pem").unlink()
    kinds = {
        'client_secret = "plain-secret-of-length"': 'client_secret_env = ["WIKI", "WIKI_NEW"]',
        'token_endpoint_auth_method = "none"': 'client_secret_file = "/run/secrets/none"',
    }
    text = FILE
    for old, new in kinds.items():
        text = text.replace(old, new)
    command.file.write_text(text)
    assert command(*CHECK, "--file-only").stdout == (
        "guildpass.toml is good: 2 applications, 1 subteam\n"
    )


def test_a_file_alone_still_has_to_name_its_secrets_rightly(command: Command) -> None:
    command.file.write_text(
        FILE.replace('client_secret = "plain-secret-of-length"', 'client_secret_env = "ISSUER"')
    )
    complaint = command.refused(*CHECK, "--file-only", code=2)
    assert complaint.endswith("client_secret_env: must not be the name of a setting of ours")


def test_a_file_alone_has_to_be_there(command: Command) -> None:
    command.file.unlink()
    complaint = command.refused(*CHECK, "--file-only", code=2)
    assert complaint == "--file-only: there is no guildpass.toml here: --file says where"


def test_an_env_file_beyond_reading_is_one_line(command: Command) -> None:
    (command.directory / ".env").write_text("A='never ends\n")
    assert command.refused(*CHECK, code=2).startswith(".env: ")


def test_a_name_in_the_env_file_that_is_no_setting_is_a_warning(command: Command) -> None:
    (command.directory / ".env").write_text("ISUER=https://id.example.org\n")
    result = command(*CHECK)
    assert result.stderr == (
        "guildpass: warning: .env: ISUER is no setting; did you mean ISSUER? see .env.example\n"
    )


def test_no_secret_is_shown(command: Command) -> None:
    shown = command(*CHECK, "--as", "json").output + command("clients", "list").output
    assert "plain-secret-of-length" not in shown
    assert "discord-client-secret" not in shown
