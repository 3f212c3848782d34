"""Reading single settings, each by its kind."""

import json
import re
from collections.abc import Mapping
from datetime import timedelta

from entrypoints.settings.errors import SettingsError

_OR_NOT = "give it a value, or remove the line"
_DIGITS = re.compile(r"[0-9]{1,9}")
DURATION = "[0-9]{1,10}[smhd]?"
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3_600, "d": 86_400}
SNOWFLAKE = "[1-9][0-9]{0,19}"
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

    def required(self, name: str) -> str:
        """Give the text of a setting that has no default."""
        text = self.optional(name, required=True)
        if text is None:
            raise SettingsError(name, "is required; .env.example describes it")
        return text

    def whole(self, name: str, default: int, *, least: int, most: int) -> int:
        """Give a whole number within bounds."""
        text = self.optional(name)
        if text is None:
            return default
        if not _DIGITS.fullmatch(text) or not least <= int(text) <= most:
            raise SettingsError(name, f"must be a whole number from {least} to {most}")
        return int(text)

    def duration(self, name: str, default: int, *, most: int, least: int = 1) -> timedelta:
        """Give a time within bounds; a number without a unit is of seconds."""
        text = self.optional(name)
        if text is None:
            return timedelta(seconds=default)
        seconds = in_seconds(text)
        if seconds is None or not least <= seconds <= most:
            units = "a number with s, m, h or d behind it is of seconds, minutes, hours or days"
            raise SettingsError(name, f"must be a whole number from {least} to {most}; {units}")
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


def _json_mend(fault: Exception) -> str:
    match fault:
        case _RepeatedNameError():
            return f"{fault}; see .env.example"
        case json.JSONDecodeError():
            place = f"line {fault.lineno}, column {fault.colno}"
            return f"is not valid JSON at {place}; names and ids stand in double quotes"
        case _:
            return "is not valid JSON; see .env.example"


class _RepeatedNameError(ValueError):
    pass


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise _RepeatedNameError("names an entry twice")
    return result
