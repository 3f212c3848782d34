"""The settings of this process: the environment, and below it an optional ``.env``."""

import os
import sys
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from entrypoints.cli.env_file import read_env_file
from entrypoints.settings import SETTING_NAMES, Settings, SettingsError, load_settings

MISCONFIGURED = 2
_SEE = "see .env.example"
_KID = "GUILDPASS_KID"
_CONFIG, _CONFIG_FILE = "GUILDPASS_CONFIG", "guildpass.toml"

Values = Mapping[str, str | None]


def values_of_process() -> dict[str, str | None]:
    """Give the settings as text, among all that is in the environment.

    Secrets of clients may stand there under any name. A file ``guildpass.toml`` in the working
    directory is taken as ``.env`` is. :class:`SettingsError` for a ``.env``
    beyond reading.
    """
    values = {**read_env_file(), **os.environ}
    if _CONFIG not in values and Path(_CONFIG_FILE).exists():
        values[_CONFIG] = _CONFIG_FILE
    return values


def load_of_process() -> tuple[Values, Settings]:
    """Give the settings as text and as they were read, or end with what is wrong with them."""
    try:
        values = values_of_process()
        return values, load_settings(values)
    except SettingsError as fault:
        stop(fault)


def unknown_names(settings: Settings) -> list[str]:
    """Give the names in ``.env`` that nothing was read from: somebody meant something by them."""
    return sorted(read_env_file().keys() - SETTING_NAMES - settings.further_variables)


def mend_of(name: str) -> str:
    """Say what such a name may have been meant for."""
    meant = get_close_matches(name.upper(), sorted(SETTING_NAMES), n=1)
    return f"did you mean {meant[0]}? {_SEE}" if meant else _SEE


def freeze(values: Values, settings: Settings, kid: str | None) -> None:
    """Leave to worker processes the settings as they are now, and the single key's kid.

    A worker that is started later must not see another ``.env``.
    """
    read = {name: values.get(name) for name in SETTING_NAMES | settings.further_variables}
    os.environ.update({name: value for name, value in read.items() if value is not None})
    os.environ.pop(_KID, None)
    if kid is not None:
        os.environ[_KID] = kid


def frozen() -> tuple[Settings, str | None]:
    """Give what the command left to its workers."""
    return load_settings(os.environ), os.environ.get(_KID)


def stop(fault: SettingsError) -> NoReturn:
    """Say in one line which setting to mend, and end with exit code 2."""
    sys.stderr.write(f"guildpass: {fault}\n")
    sys.exit(MISCONFIGURED)
