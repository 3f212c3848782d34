"""The command line of keys, from before there is one to a leaked one."""

import re
import stat
from pathlib import Path

import pytest

from domain.signing_algorithm import SigningAlgorithm
from tests.e2e.keys_command import Keys, keys_in
from tests.e2e.provider import COMMAND
from tests.integration.key_directories import put_key, put_key_that_begins

_TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Give the command where there is no directory yet."""
    return keys_in(tmp_path)


def test_the_first_key_needs_no_directory_and_no_other_setting(keys: Keys) -> None:
    assert keys.states() == {}
    assert not keys.directory.exists()
    ((kid, alg, told),) = keys("generate")
    assert alg == "RS256"
    assert re.fullmatch(f"signs from {_TIME}", told)
    assert stat.S_IMODE(keys.directory.stat().st_mode) == 0o700
    (file,) = keys.directory.iterdir()
    assert file.name == f"{kid}.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert keys.states() == {kid: "signing"}


def test_the_table_tells_the_times_of_each_key(keys: Keys) -> None:
    first, second = keys.new(), keys.new()
    lines = keys.run("list").stdout.splitlines()
    titles = "kid alg state published signs from verifies until"
    assert " ".join(lines[0].split()) == titles
    column = lines[0].index("verifies until")
    by_kid = {line[:43]: line for line in lines[1:]}
    assert re.fullmatch(_TIME, by_kid[first][column:])
    assert by_kid[second][column:] == "-"
    assert re.search(rf"  RS256  published  {_TIME}  {_TIME}  -$", by_kid[second])


def test_a_rotation_goes_through_every_algorithm_there_is(keys: Keys) -> None:
    old = {keys.new("generate", "--alg", alg) for alg in ("RS256", "PS256", "ES256", "EdDSA")}
    added = keys("rotate")
    assert [alg for _, alg, _ in added] == ["RS256", "PS256", "ES256", "EdDSA"]
    states = keys.states()
    assert {states[kid] for kid in old} == {"signing"}
    assert {states[kid] for kid, _, _ in added} == {"published"}


def test_a_leaked_key_is_replaced_at_once_and_destroyed(keys: Keys) -> None:
    leaked = keys.new()
    assert keys.refused("retire", leaked) == (
        "it signs: guildpass keys rotate --alg RS256 --now first"
    )
    new = keys.new("rotate", "--now")
    assert keys.states() == {leaked: "verifying only", new: "signing"}
    why = keys.refused("retire", leaked)
    assert re.fullmatch(
        f"what it signed may live until {_TIME}; --now destroys it all the same", why
    )
    assert keys("retire", leaked, "--now") == [[leaked, "RS256", "is gone"]]
    assert keys.states() == {new: "signing"}


def test_a_key_that_waits_can_be_taken_back_by_the_beginning_of_its_kid(keys: Keys) -> None:
    first, waiting = keys.new(), keys.new("rotate")
    assert keys("retire", waiting[:20]) == [[waiting, "RS256", "is gone"]]
    assert keys.states() == {first: "signing"}


def test_a_key_that_is_about_to_sign_stays(tmp_path: Path) -> None:
    keys = keys_in(tmp_path, KEYS_RELOAD_INTERVAL="1h", JWKS_MAX_AGE="1")
    keys.new()
    waiting = keys.new("rotate")
    assert re.fullmatch(
        f"it signs from {_TIME} on, too soon to take it back: "
        "guildpass keys rotate --alg RS256 --now destroys it, and puts another in its place",
        keys.refused("retire", waiting),
    )
    new, destroyed = (line[0] for line in keys("rotate", "--alg", "RS256", "--now"))
    assert destroyed == waiting
    assert keys.states()[new] == "signing"
    assert waiting not in keys.states()


def test_a_file_in_place_of_the_directory_is_told(keys: Keys) -> None:
    keys.directory.write_bytes(b"")
    for arguments in (["list"], ["generate"]):
        assert keys.refused(*arguments) == (
            "JWT_KEYS_DIR: is a file: name a directory, or a single PEM file in "
            "JWT_PRIVATE_KEY_FILE"
        )


def test_the_help_says_which_other_settings_count(keys: Keys) -> None:
    told = " ".join(keys.run("--help").stdout.split())
    assert "ACCESS_TOKEN_TTL and SESSION_TTL as the server has them" in told


def test_what_is_not_there_is_told(keys: Keys) -> None:
    assert keys.refused("rotate") == ("there is no key to follow yet: guildpass keys generate")
    kid = keys.new()
    assert keys.refused("rotate", "--alg", "ES256") == (
        "there is no key to follow yet: guildpass keys generate --alg ES256"
    )
    assert keys.refused("retire", "nothing") == "there is no such key: guildpass keys list"
    assert keys.refused("retire", "") == "there is no such key: guildpass keys list"
    while put_key(keys.directory, SigningAlgorithm.EDDSA).kid[0] != kid[0]:
        pass
    assert keys.refused("retire", kid[0]) == "more than one key begins so: give more of it"


@pytest.mark.parametrize("begins", ["-", "--", "-h"])
def test_a_kid_may_begin_with_a_hyphen(keys: Keys, begins: str) -> None:
    kid = put_key_that_begins(keys.directory, begins).kid
    assert keys.refused("retire", f"{kid}x") == "there is no such key: guildpass keys list"
    assert keys.refused("retire", kid, "--now").startswith("it signs: ")
    keys.new("rotate", "--alg", "EdDSA", "--now")
    assert keys("retire", kid, "--now") == [[kid, "EdDSA", "is gone"]]


def test_a_mistyped_option_is_no_kid(keys: Keys) -> None:
    result = keys.run("retire", keys.new(), "--nwo")
    assert (result.returncode, result.stdout) == (2, "")
    assert "--nwo" in result.stderr


def test_a_broken_file_is_named_and_nothing_of_it_is_shown(keys: Keys) -> None:
    keys.new()
    (keys.directory / "x.json").write_text("canary")
    for arguments in (["list"], ["generate"], ["rotate"], ["retire", "x"]):
        why = keys.refused(*arguments)
        assert why.startswith("JWT_KEYS_DIR: the file x.json is not written as a key file is")
        assert "canary" not in why


def test_a_directory_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    keys = keys_in(tmp_path / "missing")
    keys = Keys(directory=keys.directory, settings={}, working_directory=tmp_path)
    assert keys.refused("generate") == (
        "JWT_KEYS_DIR: cannot be written (No such file or directory)"
    )


def test_the_single_file_is_shown_beside_the_directory_and_is_followed(
    tmp_path: Path, key_file: Path
) -> None:
    keys = keys_in(tmp_path, JWT_PRIVATE_KEY_FILE=str(key_file))
    (single,) = keys.states()
    new = keys.new("rotate", "--now")
    assert keys.states() == {single: "verifying only", new: "signing"}
    shown = keys.run("list").stdout.splitlines()[1].split()
    assert (shown[0], shown[-3:-1]) == (single, ["always", "always"])
    why = "it is the key of JWT_PRIVATE_KEY_FILE: leave that setting out, and restart"
    assert keys.refused("retire", single, "--now") == why


@pytest.mark.parametrize(
    "changes",
    [{"JWKS_MAX_AGE": "soon"}, {"JWT_PRIVATE_KEY_FILE": "missing.pem"}, {"JWT_KEYS_DIR": ""}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_setting_that_cannot_be_right_is_named(tmp_path: Path, changes: dict[str, str]) -> None:
    result = keys_in(tmp_path, **changes).run("list")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(f"guildpass: {next(iter(changes))}: ")
    assert result.stderr.count("\n") == 1


def test_without_a_directory_the_setting_is_asked_for(tmp_path: Path) -> None:
    assert COMMAND.exists()
    (tmp_path / ".env").write_text("ISSUER=https://id.example.org\n")
    keys = keys_in(tmp_path)
    result = Keys(directory=Path(), settings={"JWT_KEYS_DIR": " "}, working_directory=tmp_path).run(
        "list"
    )
    assert result.returncode == 2
    (tmp_path / ".env").write_text(f"JWT_KEYS_DIR={keys.directory}\n")
    kid = keys.new()
    assert keys.states() == {kid: "signing"}
