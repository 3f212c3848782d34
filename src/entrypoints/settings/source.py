"""Reading single settings, each by its kind."""

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from difflib import get_close_matches

from entrypoints.settings.errors import SettingsError
from entrypoints.settings.names import SETTING_NAMES

_OR_NOT = "give it a value, or remove the line"
_DIGITS = re.compile(r"[0-9]{1,9}")
DURATION = "[0-9]{1,10}[smhd]?"
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3_600, "d": 86_400}
SNOWFLAKE = "[1-9][0-9]{0,19}"
_COMMA_TOO_MANY = re.compile(r",\s*[\]}]")
_LIKE_A_NAME = re.compile(r"(?=.{1,32}$)[a-z]+([_-][a-z0-9]+)*|[0-9]{15,20}")
_AFTER_LAST = 1 << 64
_HEADER_TOKEN = re.compile(r"[\x21-\x7E]+")


class Source:
    """Settings as text, by name; a name that is there but empty is a mistake."""

    def __init__(self, values: Mapping[str, str | None]) -> None:
        self._values = values

    def optional(self, name: str, *, required: bool = False) -> str | None:
        """Give the text, of one line, or None if the setting is not there."""
        text = self._given(name, required=required)
        if text is not None and (text != text.strip() or not text.isprintable()):
            raise SettingsError(name, "has spaces around it or characters that cannot be printed")
        return text

    def _given(self, name: str, *, required: bool = False) -> str | None:
        if name not in self._values:
            return None
        text = self._values[name]
        if text is None or not text.strip():
            raise SettingsError(name, f"is empty; {'give it a value' if required else _OR_NOT}")
        return text

    def stands(self, name: str) -> bool:
        """Tell whether the setting is there, whatever it says."""
        return name in self._values

    def required(self, name: str) -> str:
        """Give the text of a setting that has no default."""
        text = self.optional(name, required=True)
        if text is None:
            raise SettingsError(name, f"is required; .env.example describes it{self._like(name)}")
        return text

    def _like(self, name: str) -> str:
        """Name what may have been meant for a setting that is not there."""
        others = sorted(self._values.keys() - SETTING_NAMES)
        near = get_close_matches(name, filter(str.isidentifier, others), n=1)
        return f"; is {near[0]} meant for it?" if near else ""

    def whole(self, name: str, default: int, *, least: int, most: int) -> int:
        """Give a whole number within bounds."""
        text = self.optional(name)
        if text is None:
            return default
        if not _DIGITS.fullmatch(text) or not least <= int(text) <= most:
            raise SettingsError(name, f"must be a whole number from {least} to {most}")
        return int(text)

    def duration(
        self, name: str, default: int, *, most: int, least: int = 1, why: str | None = None
    ) -> timedelta:
        """Give a time within bounds; a number without a unit is of seconds.

        ``why`` tells where bounds come from that depend on other settings.
        """
        text = self.optional(name)
        if text is None:
            return timedelta(seconds=default)
        seconds = in_seconds(text)
        if seconds is None or not least <= seconds <= most:
            bounds = f"must be a whole number from {_in_units(least)} to {_in_units(most)}"
            units = "a number with s, m, h or d behind it is of seconds, minutes, hours or days"
            raise SettingsError(name, "; ".join(filter(None, (bounds, units, why))))
        return timedelta(seconds=seconds)

    def snowflake(self, name: str) -> str:
        """Give a Discord id, as text."""
        text = self.required(name)
        if not is_snowflake(text):
            raise SettingsError(name, "must be a Discord id: digits only, without quotes")
        return text

    def header_token(self, name: str) -> str | None:
        """Give a token that travels in a header, or None if the setting is not there."""
        text = self.optional(name)
        if text is not None and not _HEADER_TOKEN.fullmatch(text):
            raise SettingsError(name, "must be ASCII without spaces, without a word before it")
        return text

    def json_object(self, name: str) -> dict[str, object]:
        """Give a JSON object, in which no name stands twice; empty if the setting is not there."""
        value = self._json(name, "{}")
        if not isinstance(value, dict):
            raise SettingsError(name, "must be a JSON object; see .env.example")
        return value

    def json_list(self, name: str) -> list[object]:
        """Give a JSON list; empty if the setting is not there."""
        value = self._json(name, "[]")
        if not isinstance(value, list):
            raise SettingsError(name, "must be a JSON list; see .env.example")
        return value

    def _json(self, name: str, default: str) -> object:
        try:
            value: object = json.loads(
                self._given(name) or default, object_pairs_hook=_without_repeats
            )
        except (ValueError, RecursionError) as fault:
            raise SettingsError(name, _json_mend(fault)) from None
        return value


def in_seconds(text: str) -> int | None:
    """Read a time such as 90d; None if it is none."""
    if not re.fullmatch(DURATION, text):
        return None
    number = text.rstrip("smhd")
    return int(number) * _UNITS[text.removeprefix(number)]


def is_snowflake(text: str) -> bool:
    """Tell whether a text is a Discord id."""
    return re.fullmatch(SNOWFLAKE, text) is not None and int(text) < _AFTER_LAST


def _in_units(seconds: int) -> str:
    """Give a bound also in the largest unit that it is a whole number of."""
    for unit, length in reversed(_UNITS.items()):
        if length > 1 and seconds and seconds % length == 0:
            return f"{seconds} ({seconds // length}{unit})"
    return str(seconds)


def _json_mend(fault: Exception) -> str:
    match fault:
        case _RepeatedNameError():
            return f"has {fault.shown} twice at the same place; see .env.example"
        case json.JSONDecodeError():
            comma = _comma_too_many(fault.doc, fault.pos)
            if comma is not None:
                place = json.JSONDecodeError("", fault.doc, comma)
                return f"is not valid JSON at {_shown(place)}: a comma before a closing bracket"
            return f"is not valid JSON at {_shown(fault)}; names and ids stand in double quotes"
        case _:
            return "is not valid JSON; see .env.example"


def _shown(place: json.JSONDecodeError) -> str:
    return f"line {place.lineno}, column {place.colno}"


def _comma_too_many(text: str, place: int) -> int | None:
    # Some Pythons tell the place of the comma, others that of what follows it.
    comma = text.rfind(",", 0, place + 1)
    found = _COMMA_TOO_MANY.match(text, comma) if comma >= 0 else None
    return comma if found and found.end() > place else None


class _RepeatedNameError(ValueError):
    def __init__(self, name: str) -> None:
        # What looks like no name may be a secret in the wrong place.
        self.shown = f'"{name}"' if _LIKE_A_NAME.fullmatch(name) else "a name"
        super().__init__(self.shown)


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        raise _RepeatedNameError(next(name for name in names if names.count(name) > 1))
    return result
