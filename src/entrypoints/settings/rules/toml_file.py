"""``guildpass.toml``: reading it, and saying on which line a fault is."""

import re
import tomllib
from typing import Any

from entrypoints.settings.errors import SettingsError
from entrypoints.settings.files import Look, content_of, look_at
from entrypoints.settings.rules.faults import Fault

_LARGEST = 1_048_576
_PLACE = re.compile(r" \(at (?P<place>.*)\)\Z")
# What a value over several lines cannot be continued by.
_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_BEGINS = re.compile(rf"\s*(\[|\Z|{_KEY}(\s*\.\s*{_KEY})*\s*=)")
_LONGEST_KEY = 128
_BARE = re.compile(rf"[A-Za-z0-9_-]{{1,{_LONGEST_KEY}}}")
_LONGEST_REASON = 120


class RulesFile:
    """The file's tables, and its text for the sake of its lines."""

    def __init__(self, name: str, text: str, seen: Look | None = None) -> None:
        """``name`` is how the operator calls it; raises :class:`SettingsError` for bad TOML.

        ``seen`` is how the file looked just before it was read.
        """
        self.name = name
        self.seen = seen
        # Not splitlines: TOML knows no other ends of lines.
        self._lines = [f"{line}\n" for line in text.split("\n")]
        try:
            self.table: dict[str, Any] = tomllib.loads(text)
        except (ValueError, RecursionError) as fault:
            # Of a number that is beyond reading it is a mere ValueError.
            last = len(text.rstrip().split("\n"))
            raise SettingsError(name, _not_toml(fault, last)) from None

    @classmethod
    def read(cls, path: str) -> "RulesFile":
        """Read it, or raise :class:`SettingsError`."""
        seen = look_at(path)
        try:
            text = content_of(path, largest=_LARGEST).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise SettingsError(path, "the file of GUILDPASS_CONFIG is no text in UTF-8") from None
        except ValueError as fault:
            why = str(fault).removeprefix("the file ")
            raise SettingsError(path, f"the file of GUILDPASS_CONFIG {why}") from None
        return cls(path, text, seen)

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
        line = self.line_of(fault.path + fault.unsaid)
        place = ", ".join(filter(None, (f"line {line}" if line else "", keys)))
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
    if _BARE.fullmatch(key):
        return key
    return f'"{key}"' if key.isprintable() and len(key) <= _LONGEST_KEY else '"..."'


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


def _not_toml(fault: Exception, last_line: int) -> str:
    found = _PLACE.search(str(fault))
    if found is None:
        return "is not valid TOML"
    what = _PLACE.sub("", str(fault))[:_LONGEST_REASON]
    place = found["place"].replace("end of", f"line {last_line}, end of")
    return f"{place}: is not valid TOML: {what}"
