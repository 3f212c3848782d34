"""Secrets among the settings that may stand in files, as containers are handed them."""

from collections.abc import Mapping

from entrypoints.settings.errors import SettingsError
from entrypoints.settings.files import secret_in
from entrypoints.settings.source import Source

_IN_FILES = ("DISCORD_CLIENT_SECRET", "DISCORD_BOT_TOKEN", "REDIS_URL")


def with_secrets_of_files(values: Mapping[str, str | None]) -> dict[str, str | None]:
    """Give the settings with each secret in its place that ``..._FILE`` leads to."""
    read = {name: _secret(name, f"{name}_FILE", values) for name in _IN_FILES}
    return {**values, **{name: text for name, text in read.items() if text is not None}}


def _secret(name: str, file_name: str, values: Mapping[str, str | None]) -> str | None:
    path = Source(values).optional(file_name)
    if path is None:
        return None
    if name in values:
        raise SettingsError(name, f"stands beside {file_name}; remove one of the two")
    try:
        return secret_in(path)
    except ValueError as fault:
        raise SettingsError(file_name, str(fault)) from None
