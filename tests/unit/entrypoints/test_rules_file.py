"""``GUILDPASS_CONFIG``: the file itself, and what stands beside it in the environment."""

import os
from pathlib import Path

import pytest

from entrypoints.settings import SettingsError, load_settings
from tests.unit.entrypoints.rules_files import APP, ENVIRONMENT, GUILDS, fault_of, load_rules
from tests.unit.entrypoints.settings_values import REQUIRED, clients_json, refusal

SERVER, USER = REQUIRED["DISCORD_GUILD_ID"], "80351110224678912"
BLOCKED = f'[gate]\nblocked_users = ["{USER}"]\n'
SUBTEAM = '[subteams.x]\nany = ["@everyone"]\n'
PAIRS = {
    "DISCORD_GUILD_ID": (GUILDS, SERVER, "[guilds]"),
    "ROLE_TO_SUBTEAM": (f"{GUILDS}{SUBTEAM}", '{"1152921504606846977": "x"}', "[subteams]"),
    "OAUTH_CLIENTS": (f"{GUILDS}{APP}", clients_json(), "[applications]"),
    "BLOCKED_USERS": (f"{GUILDS}{BLOCKED}", f'["{USER}"]', "blocked_users of [gate]"),
}


@pytest.mark.parametrize("name", PAIRS)
def test_what_stands_in_both_stops_the_start_with_a_line_that_names_both(
    tmp_path: Path, name: str
) -> None:
    text, value, place = PAIRS[name]
    with pytest.raises(SettingsError) as caught:
        load_rules(tmp_path, text, **{name: value})
    path = tmp_path / "guildpass.toml"
    assert str(caught.value) == f"{name}: {place} stands in {path} too: keep one of the two"
    load_rules(tmp_path, text)


@pytest.mark.parametrize("name", [name for name in PAIRS if name != "BLOCKED_USERS"])
def test_it_does_not_matter_what_the_setting_says(tmp_path: Path, name: str) -> None:
    text, _, _ = PAIRS[name]
    for value in ("", "{}", "nonsense"):
        with pytest.raises(SettingsError, match="keep one of the two"):
            load_rules(tmp_path, text, **{name: value})


@pytest.mark.parametrize("name", PAIRS)
def test_either_place_will_do(tmp_path: Path, name: str) -> None:
    text, value, _ = PAIRS[name]
    guild = {} if name == "DISCORD_GUILD_ID" else {"DISCORD_GUILD_ID": SERVER}
    of_file = load_rules(tmp_path, text).rulebook
    of_environment = load_rules(tmp_path, "", **{name: value, **guild}).rulebook
    assert of_file.guild_ids == of_environment.guild_ids == (SERVER,)
    assert of_file.access == of_environment.access
    assert len(of_file.clients) == len(of_environment.clients)
    assert len(list(of_file.policy.subteams)) == len(list(of_environment.policy.subteams))


def test_who_is_blocked_is_blocked_wherever_it_stands(tmp_path: Path) -> None:
    rules = f"{GUILDS}[gate]\ntwo_factor = true\n"
    for settings in (
        load_rules(tmp_path, f"{GUILDS}{BLOCKED}"),
        load_rules(tmp_path, rules, BLOCKED_USERS=f'["{USER}"]'),
    ):
        assert settings.rules.blocked == {USER}
        assert settings.rulebook.policy.gate.blocked_users == {USER}


def test_applications_of_the_environment_may_name_subteams_of_the_file(tmp_path: Path) -> None:
    rules = f"{GUILDS}{SUBTEAM}"
    entry = clients_json(gate={"any": ["x"]}, claims={"groups": {"only": ["x"]}})
    assert load_rules(tmp_path, rules, OAUTH_CLIENTS=entry).clients[0].gate.condition.subteams
    with pytest.raises(SettingsError) as caught:
        load_rules(tmp_path, rules, OAUTH_CLIENTS=clients_json(gate={"any": ["y"]}))
    said = 'gate.any: there is no subteam "y"; a role is written with @'
    assert str(caught.value) == f'OAUTH_CLIENTS: client "app": {said}'


def test_of_several_guilds_roles_of_the_environment_do_not_say_which_they_are_of(
    tmp_path: Path,
) -> None:
    two = f"{GUILDS}partner = '197038439483310086'\n"
    with pytest.raises(SettingsError) as caught:
        load_rules(tmp_path, two, ROLE_TO_SUBTEAM='{"1152921504606846977": "x"}')
    mend = "there are several guilds in [guilds]: write [subteams] instead"
    assert str(caught.value) == f"ROLE_TO_SUBTEAM: {mend}"


def test_an_unknown_name_of_an_entry_in_the_environment_is_told_as_before() -> None:
    said = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=clients_json(redirect_url="x"))
    mend = "unknown name redirect_url; is it redirect_uris?"
    assert said == f'OAUTH_CLIENTS: client "app": {mend}'


def unreadable(path: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings({**ENVIRONMENT, "GUILDPASS_CONFIG": str(path)})
    assert str(caught.value).startswith(f"{path}: the file of GUILDPASS_CONFIG ")
    assert caught.value.__cause__ is None
    return str(caught.value).removeprefix(f"{path}: the file of GUILDPASS_CONFIG ")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert unreadable(tmp_path / "no.toml") == "cannot be read (No such file or directory)"


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    assert unreadable(tmp_path) == "is not a file"


def test_a_link_that_leads_to_itself_is_told(tmp_path: Path) -> None:
    link = tmp_path / "guildpass.toml"
    link.symlink_to(link)
    assert unreadable(link) == f"cannot be read ({os.strerror(40)})"


@pytest.mark.parametrize("content", [b"\xff", b"# \xe4", GUILDS.encode("utf-16"), b"\xed\xa0\x80"])
def test_what_is_not_utf_8_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "guildpass.toml"
    path.write_bytes(content)
    assert unreadable(path) == "is no text in UTF-8"


def test_a_file_has_an_end(tmp_path: Path) -> None:
    assert unreadable(Path("/dev/zero")) == "is not a file"
    comment = b"#" * (1_048_576 - len(GUILDS))
    assert load_rules(tmp_path, GUILDS.encode() + comment).rulebook.guild_ids == (SERVER,)
    path = tmp_path / "guildpass.toml"
    path.write_bytes(GUILDS.encode() + comment + b"#")
    assert unreadable(path) == "has more than 1024 KiB"


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    for text in ("", "\n", "\ufeff", "# nothing\n"):
        assert load_rules(tmp_path, text, DISCORD_GUILD_ID=SERVER).clients == ()


@pytest.mark.parametrize("text", ["[" * 5_000, f"a = {'[' * 5_000}", f"a = {'{a=' * 5_000}"])
def test_brackets_without_end_do_no_harm(tmp_path: Path, text: str) -> None:
    assert "is not valid TOML" in fault_of(tmp_path, text)


def test_a_setting_that_names_no_file_is_told() -> None:
    for value in ("", " x", "a\nb"):
        refusal("GUILDPASS_CONFIG", GUILDPASS_CONFIG=value)
