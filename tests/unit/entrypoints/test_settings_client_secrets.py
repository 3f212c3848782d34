"""``OAUTH_CLIENTS``: where the secrets of a client may stand."""

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from domain.client import Client
from entrypoints.settings import SETTING_NAMES
from entrypoints.settings.client import client_of
from entrypoints.settings.client_secrets import variables_of
from tests.unit.entrypoints.settings_values import clients_json, load, refusal, vocabulary

MARK = "vAlUe"
HELLO = sha256(b"hello").hexdigest()
WORLD = sha256(b"world").hexdigest()


def client(values: Mapping[str, str] | None = None, /, **given: object) -> Client:
    text = clients_json(**{"client_secret": None} | given)
    (only,) = load(**{"OAUTH_CLIENTS": text, **(values or {})}).clients
    return only


def secrets(values: Mapping[str, str] | None = None, /, **given: object) -> set[str]:
    return {digest.hex() for digest in client(values, **given).client_secrets_sha256}


def refused(values: Mapping[str, str] | None = None, /, **given: object) -> str:
    text = clients_json(**{"client_secret": None} | given)
    message = refusal("OAUTH_CLIENTS", **{"OAUTH_CLIENTS": text, **(values or {})})
    assert message.startswith('OAUTH_CLIENTS: client "app": ')
    assert MARK.lower() not in message.lower()
    assert HELLO not in message
    return message.removeprefix('OAUTH_CLIENTS: client "app": ')


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Give the paths of two secrets, one with an end of line."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("hello\n", encoding="utf-8")
    other.write_text("world", encoding="utf-8")
    return str(one), str(other)


@pytest.mark.parametrize("given", ["hello", ["hello"], ["hello", "hello"]])
def test_one_secret_may_be_a_text_or_a_list(given: object) -> None:
    assert secrets(client_secret=given) == {HELLO}


def test_two_secrets_overlap_for_a_rotation() -> None:
    assert secrets(client_secret=["hello", "world"]) == {HELLO, WORLD}


@pytest.mark.parametrize("given", [HELLO, HELLO.upper(), [HELLO]])
def test_a_digest_stands_for_its_secret_in_either_case(given: object) -> None:
    assert secrets(client_secret_sha256=given) == {HELLO}
    assert secrets(client_secret_sha256=[HELLO, WORLD]) == {HELLO, WORLD}


def test_a_file_holds_a_secret_and_its_end_of_line_does_not_count(
    files: tuple[str, str], tmp_path: Path
) -> None:
    assert secrets(client_secret_file=files[0]) == {HELLO}
    assert secrets(client_secret_file=list(files)) == {HELLO, WORLD}
    (tmp_path / "windows").write_bytes(b"hello\r\n")
    assert secrets(client_secret_file=str(tmp_path / "windows")) == {HELLO}


def test_a_variable_of_the_environment_holds_a_secret() -> None:
    values = {"WIKI_SECRET": "hello", "wiki_next": "world", "OTHER": "x"}
    assert secrets(values, client_secret_env="WIKI_SECRET") == {HELLO}
    assert secrets(values, client_secret_env=["WIKI_SECRET", "wiki_next"]) == {HELLO, WORLD}


def test_the_variables_that_were_read_are_known_and_no_others() -> None:
    text = clients_json(client_secret=None, client_secret_env=["ONE", "OTHER"])
    values = {"OAUTH_CLIENTS": text, "ONE": "hello", "OTHER": "world", "PATH": "/bin"}
    assert load(**values).further_variables == {"ONE", "OTHER"}
    assert load(OAUTH_CLIENTS=clients_json()).further_variables == frozenset()


@pytest.mark.parametrize("value", [None, 5, [], {}, {"client_secret_env": 5}])
def test_an_entry_that_is_none_names_no_variables(value: object) -> None:
    assert variables_of(value) == frozenset()


KINDS = ("client_secret", "client_secret_sha256", "client_secret_file", "client_secret_env")


@pytest.mark.parametrize("one", KINDS)
@pytest.mark.parametrize("other", KINDS)
def test_a_secret_is_given_in_one_way_only(one: str, other: str) -> None:
    if one != other:
        assert refused(**{one: HELLO, other: HELLO}).endswith(": give one of the two")


@pytest.mark.parametrize("kind", KINDS)
def test_a_client_has_one_secret_or_two(kind: str) -> None:
    for given in ([HELLO] * 0, [HELLO] * 3):
        assert refused(**{kind: given}).startswith(f"{kind} must be a list of one or two")


@pytest.mark.parametrize("kind", KINDS)
def test_a_public_client_has_none_in_any_way(kind: str) -> None:
    for given in (HELLO, "", [HELLO]):
        said = refused(**{kind: given, "token_endpoint_auth_method": "none"})
        assert said == "token_endpoint_auth_method none goes without a client_secret"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_text_is_told_with_what_is(kind: str) -> None:
    wrong: list[object] = [5, True, {}]
    for given in wrong:
        assert refused(**{kind: given}) == f"{kind} must be a text in quotes, or a list of them"
    assert refused(**{kind: ["x", 5]}) == f"{kind} must be a text in quotes"


@pytest.mark.parametrize(
    "text", ["", MARK, HELLO[1:], HELLO + "0", HELLO + "\n", " " + HELLO, HELLO[1:] + "\u0666"]
)
def test_a_digest_is_64_hexadecimal_digits(text: str) -> None:
    for given in (text, [HELLO, text]):
        assert "64 hexadecimal digits" in refused(client_secret_sha256=given)


@pytest.mark.parametrize("nothing", [b"", b"\n", b"..."])
def test_the_digest_of_nothing_or_of_the_example_is_none(nothing: bytes) -> None:
    """What sha256sum prints where the variable was empty."""
    text = sha256(nothing).hexdigest()
    for given in (text, text.upper(), [HELLO, text]):
        said = refused(client_secret_sha256=given)
        assert said.startswith("client_secret_sha256 is that of no secret, or of the example")
        assert text not in said.lower()


@pytest.mark.parametrize(
    "secret", ["", "  ", f"{MARK}\n", f" {MARK}", f"{MARK}\x00", "...", f"{MARK}\ud800"]
)
def test_each_secret_of_two_has_to_be_one(secret: str) -> None:
    assert "client_secret" in refused(client_secret=[HELLO, secret])
    values = {"ONE": HELLO, "OTHER": secret}
    assert "client_secret_env" in refused(values, client_secret_env=["ONE", "OTHER"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"\n", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"vAlUe\n\n", "cannot be printed"),
        (b"vAlUe\nvAlUe", "cannot be printed"),
        (b" vAlUe", "spaces"),
        (b"vAlUe \n", "spaces"),
        (b"vAlUe\x00", "cannot be printed"),
        (b"vAlUe\xff", "no text in UTF-8"),
        (b"\xff\xfev\x00", "no text in UTF-8"),
        (b"...\n", "still the example"),
        (b"v" * 4_097, "more than 4 KiB"),
    ],
)
def test_a_file_that_holds_no_secret_is_told_and_not_shown(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / MARK
    path.write_bytes(content)
    message = refused(client_secret_file=str(path))
    assert message.startswith("client_secret_file")
    assert said in message


def test_a_file_may_be_as_long_as_4_kib(tmp_path: Path) -> None:
    (tmp_path / "long").write_bytes(b"v" * 4_096)
    assert len(secrets(client_secret_file=str(tmp_path / "long"))) == 1


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", "/dev/zero"):
        assert refused(client_secret_file=str(path)) == "client_secret_file: is not a file"
    for path in (tmp_path / "none" / MARK, MARK * 1_000, ""):
        assert "client_secret_file" in refused(client_secret_file=str(path))
    for odd in (f"{MARK}\x00", f"{MARK}\ud800"):
        said = refused(client_secret_file=odd)
        assert said == "client_secret_file: is not the path of a file"


@pytest.mark.parametrize("name", ["", MARK + "!", "1A", "A B", "A=B", "\u00c4", "A\n", "$A"])
def test_what_can_be_no_variable_is_told(name: str) -> None:
    assert "must be the name of a variable" in refused(client_secret_env=name)


@pytest.mark.parametrize("name", sorted(SETTING_NAMES))
def test_a_setting_of_ours_is_no_secret_of_a_client(name: str) -> None:
    said = refused(client_secret_env=name)
    assert said == "client_secret_env must not be the name of a setting of ours"


def test_a_variable_that_is_not_there_is_told() -> None:
    assert refused(client_secret_env=MARK) == "client_secret_env names a variable that is not set"
    assert refused({MARK: " "}, client_secret_env=MARK).startswith("client_secret_env is empty")


def test_neither_secrets_nor_digests_are_shown() -> None:
    shown = repr(client(client_secret=["hello", "world"]))
    for digest in (sha256(b"hello"), sha256(b"world")):
        assert repr(digest.digest()) not in shown
        assert digest.hexdigest() not in shown


def test_an_entry_is_read_wherever_it_comes_from() -> None:
    entry = {"client_secret_env": "WIKI", "redirect_uris": ["https://wiki.example.org/cb"]}
    read = client_of("wiki", entry, vocabulary(WIKI="hello"))
    assert read.client_id == "wiki"
    assert read.client_secrets_sha256 == {bytes.fromhex(HELLO)}
    with pytest.raises(ValueError, match=r"^the entry must be an object in braces$"):
        client_of("wiki", [entry], vocabulary())
