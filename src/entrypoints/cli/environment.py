"""The settings of this process: the environment, and below it an optional ``.env``."""

import os
import sys
from io import StringIO
from pathlib import Path
from typing import NoReturn

from dotenv import dotenv_values

from entrypoints.settings import Settings, SettingsError, load_settings

_MISCONFIGURED = 2


def settings_of_process() -> Settings:
    """Give the settings, or raise :class:`SettingsError`."""
    return load_settings({**_from_file(), **os.environ})


def _from_file() -> dict[str, str | None]:
    path = Path(".env")
    if not path.exists():
        return {}
    try:
        # With or without the mark that some editors put first.
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(".env", f"cannot be read ({type(fault).__name__})") from None
    # Not interpolated: a secret may hold a dollar sign.
    return dotenv_values(stream=StringIO(text), interpolate=False)


def stop(fault: SettingsError) -> NoReturn:
    """Say in one line which setting to mend, and end with exit code 2."""
    sys.stderr.write(f"guildpass: {fault}\n")
    sys.exit(_MISCONFIGURED)
