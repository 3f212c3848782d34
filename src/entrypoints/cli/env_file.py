"""The optional ``.env`` in the working directory."""

from io import StringIO
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from entrypoints.settings import SETTING_NAMES, SettingsError

_NAME = ".env"
_QUOTES = "a value over several lines stands in single quotes, with none inside"


def read_env_file() -> dict[str, str | None]:
    """Give what the file sets, unknown names included; empty if there is no file."""
    path = Path(_NAME)
    if not path.exists():
        return {}
    try:
        # With or without the mark that some editors put first.
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(_NAME, f"cannot be read ({type(fault).__name__})") from None
    values: dict[str, str | None] = {}
    for binding in parse_stream(StringIO(text)):
        _check(binding, values)
        if binding.key is not None:
            # Taken as it stands, not interpolated: a secret may hold a dollar sign.
            values[binding.key] = binding.value
    return values


def _check(binding: Binding, values: dict[str, str | None]) -> None:
    if binding.error:
        # The library would leave the statement out and start without it.
        raise SettingsError(_NAME, f"cannot be understood at line {_line(binding)}; {_QUOTES}")
    if binding.key in values and binding.key in SETTING_NAMES:
        raise SettingsError(binding.key, "stands twice in .env")


def _line(binding: Binding) -> int:
    text = binding.original.string
    blank = text[: len(text) - len(text.lstrip())]
    return binding.original.line + blank.count("\n")
