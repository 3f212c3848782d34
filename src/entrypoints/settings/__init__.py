"""Settings: what the operator decided, checked before anything starts."""

from entrypoints.settings.errors import SettingsError
from entrypoints.settings.keys import KeySettings, load_key_settings
from entrypoints.settings.load import load_settings
from entrypoints.settings.model import Settings
from entrypoints.settings.names import SETTING_NAMES
from entrypoints.settings.source import is_snowflake

__all__ = [
    "SETTING_NAMES",
    "KeySettings",
    "Settings",
    "SettingsError",
    "is_snowflake",
    "load_key_settings",
    "load_settings",
]
