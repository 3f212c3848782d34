"""The settings of this process: the environment, and below it an optional ``.env``."""

import os
import sys
from typing import NoReturn

from dotenv import dotenv_values

from entrypoints.settings import Settings, SettingsError, load_settings

_MISCONFIGURED = 2


def settings_of_process() -> Settings:
    """Give the settings, or raise :class:`SettingsError`."""
    # Not interpolated: a secret may hold a dollar sign.
    from_file = dotenv_values(".env", interpolate=False)
    return load_settings({**from_file, **os.environ})


def stop(fault: SettingsError) -> NoReturn:
    """Say in one line which setting to mend, and end with exit code 2."""
    sys.stderr.write(f"guildpass: {fault}\n")
    sys.exit(_MISCONFIGURED)
