"""Changes to the text of ``guildpass.toml``: everything else stays byte for byte."""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AbstractTable, Item, Key

_TABLE, _DIGESTS = "applications", "client_secret_sha256"
_SECRETS = ("client_secret", _DIGESTS)


class Uneditable(Exception):
    """The text is written in a way that no change can be made to with certainty."""


def table_of(client_id: str, entry: Mapping[str, object]) -> str:
    """Write the table of one application."""
    applications = tomlkit.table(is_super_table=True)
    applications.add(client_id, tomlkit.item(dict(entry)))
    return tomlkit.dumps({_TABLE: applications})


def line_of(name: str, value: object) -> str:
    """Write one name with its value."""
    return tomlkit.dumps({name: value}).rstrip()


def with_application(text: str, client_id: str, entry: Mapping[str, object]) -> str:
    """Put a table at the end."""
    wanted = tomllib.loads(text)
    wanted.setdefault(_TABLE, {})[client_id] = dict(entry)
    end = "" if not text or text.endswith("\n") else "\n"
    added = f"{end}\n{table_of(client_id, entry)}"
    return _checked(text + _as_lines_of(text, added), wanted)


def with_digests(text: str, client_id: str, digests: Sequence[str]) -> str:
    """Put digests in the place of a client's secret, or of its digests."""
    wanted = tomllib.loads(text)
    value = digests_value(digests)
    entry = wanted[_TABLE][client_id]
    wanted[_TABLE][client_id] = {
        **{name: one for name, one in entry.items() if name not in _SECRETS},
        _DIGESTS: value,
    }
    try:
        document = tomlkit.parse(text)
        _replace(document[_TABLE], client_id, value)
        return _checked(tomlkit.dumps(document), wanted)
    except TOMLKitError:
        raise Uneditable from None


def digests_value(digests: Sequence[str]) -> str | list[str]:
    """Give what stands behind ``client_secret_sha256``."""
    return digests[0] if len(digests) == 1 else list(digests)


def _replace(applications: Any, client_id: str, value: str | list[str]) -> None:  # noqa: ANN401 - whatever the library makes of the text
    table = applications[client_id]
    if not isinstance(table, AbstractTable):
        # Its parts stand in several places.
        raise Uneditable
    body = table.value.body
    for place, (key, old) in enumerate(body):
        if key is not None and key.key in _SECRETS:
            body[place] = (_like_key(key), _like(old, value))


def _like_key(old: Key) -> Key:
    new = tomlkit.key(_DIGESTS)
    written = old.as_string()
    # The library counts the spaces before the sign to the name.
    new.sep = written[len(written.rstrip()) :] + old.sep
    return new


def _like(old: Item, value: str | list[str]) -> Item:
    new = tomlkit.item(value)
    # What stands around it on its line: spaces, and a comment.
    for name in ("indent", "comment_ws", "comment", "trail"):
        setattr(new.trivia, name, getattr(old.trivia, name))
    return new


def _as_lines_of(text: str, added: str) -> str:
    return added.replace("\n", "\r\n") if "\r\n" in text else added


def _checked(text: str, wanted: Mapping[str, object]) -> str:
    """Give the text if it says what it should, and nothing else."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise Uneditable from None
    if found != wanted:
        raise Uneditable
    return text
