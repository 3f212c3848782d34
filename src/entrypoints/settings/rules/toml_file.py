"""``guildpass.toml``: reading it, and saying on which line a fault is."""

import re
import tomllib
from typing import Any

from entrypoints.settings.errors import SettingsError
from entrypoints.settings.files import content_of
from entrypoints.settings.rules.faults import Fault

_LARGEST = 1_048_576
_PLACE = re.compile(r" \(at (?P<place>.*)\)\Z")
_BEGINS = re.compile(r"""\s*(\[|\Z|[^\s=#"']+\s*=|["'][^"']*["'][.\s]*=)""")
_NAME = re.compile(r"[\x21\x23-\x7E]{1,128}")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


class RulesFile:
    """The file's tables, and its text for the sake of its lines."""

    def __init__(self, name: str, text: str) -> None:
        """``name`` is how the operator calls it; raises :class:`SettingsError` for bad TOML."""
        self.name = name
        self._lines = text.splitlines(keepends=True)
        try:
            self.table: dict[str, Any] = tomllib.loads(text)
        except (ValueError, RecursionError) as fault:
            raise SettingsError(name, _not_toml(fault)) from None

    @classmethod
    def read(cls, path: str) -> "RulesFile":
        """Read it, or raise :class:`SettingsError`."""
        try:
            text = content_of(path, largest=_LARGEST).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise SettingsError(path, "the file is no text in UTF-8") from None
        except ValueError as fault:
            raise SettingsError(path, f"{fault}; GUILDPASS_CONFIG names it") from None
        return cls(path, text)

    def without_application(self, path: tuple[str, ...]) -> bool:
        """Leave out the application at this place; tell whether there is one.

        No other depends on it, so that what is wrong with them still shows.
        """
        if len(path) < 2 or path[0] != "applications":  # noqa: PLR2004 - the table, and its name
            return False
        del self.table["applications"][path[1]]
        return True

    def error(self, fault: Fault) -> SettingsError:
        """Say what is wrong, and on which line."""
        keys = ".".join(map(_shown, fault.path))
        line = self.line_of(fault.path)
        place = f"line {line}, {keys}" if line else keys
        return SettingsError(self.name, f"{place}: {fault.text}" if place else fault.text)

    def line_of(self, path: tuple[str, ...]) -> int | None:
        """Give the line on which the value begins, or the nearest table around it that is there.

        Tables of a list are counted from 0, as text.
        """
        while path and not _holds(self.table, path):
            path = path[:-1]
        if not path:
            return None
        before, ends = self._bounds(path)
        return self._first_full(before + 1, ends)

    def _bounds(self, path: tuple[str, ...]) -> tuple[int, int]:
        """Give the last line up to which the file is whole without it, and the first with it.

        What a file says only grows with its lines, so that it can be searched for by halves. A
        part that breaks off in the middle of a value is no TOML, and says nothing.
        """
        before, above, ends = 0, len(self._lines), len(self._lines)
        while before + 1 < above:
            middle = (before + above) // 2
            whole, table = self._whole_from(middle, above)
            if table is not None and not _holds(table, path):
                before = whole
                continue
            above = middle
            ends = ends if table is None else whole
        return before, ends

    def _whole_from(self, first: int, above: int) -> tuple[int, dict[str, Any] | None]:
        for count in range(first, above):
            # A line that begins nothing, such as one of a list of ids, ends nothing before it.
            if count < len(self._lines) and not _BEGINS.match(self._lines[count]):
                continue
            table = _parsed("".join(self._lines[:count]))
            if table is not None:
                return count, table
        return above, None

    def _first_full(self, begins: int, ends: int) -> int:
        for number in range(begins, ends):
            text = self._lines[number - 1].strip()
            if text and not text.startswith("#"):
                return number
        return ends


def _shown(key: str) -> str:
    # What looks like no name may be a secret in the wrong place.
    if _BARE.fullmatch(key):
        return key
    return f'"{key}"' if _NAME.fullmatch(key) else "..."


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except ValueError:
        return None


def _holds(table: object, path: tuple[str, ...]) -> bool:
    for key in path:
        if isinstance(table, list):
            table = dict(zip(map(str, range(len(table))), table, strict=True))
        if not isinstance(table, dict) or key not in table:
            return False
        table = table[key]
    return True


def _not_toml(fault: Exception) -> str:
    found = _PLACE.search(str(fault))
    if found is None:
        return "is not valid TOML"
    what = _PLACE.sub("", str(fault))
    return f"{found['place']}: is not valid TOML: {what}"
