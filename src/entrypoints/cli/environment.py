"""The settings of this process: the environment, and below it an optional ``.env``."""

import os
import sys
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import NoReturn

from dotenv.parser import parse_stream

from entrypoints.settings import Settings, SettingsError, load_settings

_MISCONFIGURED = 2
_KID = "GUILDPASS_KID"


def values_of_process() -> dict[str, str | None]:
    """Give the settings as text, or raise :class:`SettingsError` for a ``.env`` beyond reading."""
    return {**_from_file(), **os.environ}


def freeze(values: Mapping[str, str | None], kid: str) -> None:
    """Leave to worker processes the settings as they are now, and which key goes with them.

    A worker that is started later must not see another ``.env``.
    """
    os.environ.update({name: value for name, value in values.items() if value is not None})
    os.environ[_KID] = kid


def frozen() -> tuple[Settings, str]:
    """Give what the command left to its workers."""
    return load_settings(os.environ), os.environ[_KID]


def _from_file() -> dict[str, str | None]:
    path = Path(".env")
    if not path.exists():
        return {}
    try:
        # With or without the mark that some editors put first.
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(".env", f"cannot be read ({type(fault).__name__})") from None
    values: dict[str, str | None] = {}
    for binding in parse_stream(StringIO(text)):
        if binding.error:
            # The library would leave the statement out and start without it.
            raise SettingsError(".env", f"cannot be understood at line {binding.original.line}")
        if binding.key is not None:
            # Taken as it stands, not interpolated: a secret may hold a dollar sign.
            values[binding.key] = binding.value
    return values


def stop(fault: SettingsError) -> NoReturn:
    """Say in one line which setting to mend, and end with exit code 2."""
    sys.stderr.write(f"guildpass: {fault}\n")
    sys.exit(_MISCONFIGURED)
