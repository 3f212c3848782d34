"""The settings of this process: the environment, and below it an optional ``.env``."""

import os
import sys
from collections.abc import Mapping
from difflib import get_close_matches
from typing import NoReturn

from entrypoints.cli.env_file import read_env_file
from entrypoints.settings import SETTING_NAMES, Settings, SettingsError, load_settings

_MISCONFIGURED = 2
_SEE = "see .env.example"
_KID = "GUILDPASS_KID"


def values_of_process() -> dict[str, str | None]:
    """Give the settings as text, or raise :class:`SettingsError` for a ``.env`` beyond reading."""
    return {**read_env_file(), **_settings_in(os.environ)}


def unknown_names(values: Mapping[str, str | None]) -> list[str]:
    """Give the names in ``.env`` that are no settings: somebody meant something by them."""
    return sorted(values.keys() - SETTING_NAMES)


def mend_of(name: str) -> str:
    """Say what such a name may have been meant for."""
    meant = get_close_matches(name.upper(), sorted(SETTING_NAMES), n=1)
    return f"did you mean {meant[0]}? {_SEE}" if meant else _SEE


def freeze(values: Mapping[str, str | None], kid: str | None) -> None:
    """Leave to worker processes the settings as they are now, and the single key's kid.

    A worker that is started later must not see another ``.env``.
    """
    known = _settings_in(values)
    os.environ.update({name: value for name, value in known.items() if value is not None})
    os.environ.pop(_KID, None)
    if kid is not None:
        os.environ[_KID] = kid


def _settings_in(values: Mapping[str, str | None]) -> dict[str, str | None]:
    return {name: value for name, value in values.items() if name in SETTING_NAMES}


def frozen() -> tuple[Settings, str | None]:
    """Give what the command left to its workers."""
    return load_settings(_settings_in(os.environ)), os.environ.get(_KID)


def stop(fault: SettingsError) -> NoReturn:
    """Say in one line which setting to mend, and end with exit code 2."""
    sys.stderr.write(f"guildpass: {fault}\n")
    sys.exit(_MISCONFIGURED)
