"""``JWT_KEYS_DIR`` and what goes with it: where the signing keys lie, and how they live."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from domain.key_life import KeySchedule
from domain.signing_algorithm import SigningAlgorithm
from entrypoints.settings.errors import SettingsError
from entrypoints.settings.source import Source

_DIRECTORY, _ROTATE_EVERY = "JWT_KEYS_DIR", "KEYS_ROTATE_EVERY"
_DAY = 86_400
_CENTURY = 36_500 * _DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySettings:
    """Where keys are and when they change; at least one of the two places is given."""

    private_key_file: str | None
    directory: str | None
    rotate_every: timedelta | None
    schedule: KeySchedule


def load_key_settings(values: Mapping[str, str | None]) -> KeySettings:
    """Read these settings and no other: what ``guildpass keys`` needs."""
    settings = key_settings(Source(values))
    if settings.directory is None:
        raise SettingsError(_DIRECTORY, "is required here: a directory for the signing keys")
    return settings


def key_settings(source: Source) -> KeySettings:
    """Read them."""
    directory = source.optional(_DIRECTORY)
    single = source.optional("JWT_PRIVATE_KEY_FILE")
    schedule = KeySchedule(
        jwks_max_age=source.duration("JWKS_MAX_AGE", 300, most=_DAY),
        reload_interval=source.duration("KEYS_RELOAD_INTERVAL", 30, most=3_600),
        longest_use=max(access_token_ttl(source), session_ttl(source)),
    )
    return KeySettings(
        private_key_file=single if directory else single or "private_key.pem",
        directory=directory,
        rotate_every=_rotate_every(source, directory, schedule),
        schedule=schedule,
    )


def access_token_ttl(source: Source) -> timedelta:
    """Read how long an access token lives."""
    return source.duration("ACCESS_TOKEN_TTL", 3_600, most=_DAY)


def session_ttl(source: Source) -> timedelta:
    """Read how long a session lives."""
    return source.duration("SESSION_TTL", 28_800, most=30 * _DAY)


def _rotate_every(source: Source, directory: str | None, schedule: KeySchedule) -> timedelta | None:
    if source.optional(_ROTATE_EVERY) is None:
        return None
    if directory is None:
        raise SettingsError(_ROTATE_EVERY, f"needs {_DIRECTORY}, where new keys are written")
    # A key has to sign before the next one is published.
    least = int(schedule.publish_delay.total_seconds()) + 1
    return source.duration(
        _ROTATE_EVERY,
        least,
        least=least,
        most=_CENTURY,
        why="the least is by JWKS_MAX_AGE and KEYS_RELOAD_INTERVAL",
    )


def check_can_rotate(settings: KeySettings) -> None:
    """Refuse a directory in which the server could never write a key."""
    if settings.directory is None or settings.rotate_every is None:
        return
    if not Path(settings.directory).is_dir():
        # Its absence is told by whoever reads the keys.
        return
    try:
        tempfile.TemporaryFile(dir=settings.directory).close()
    except OSError as fault:
        mend = f"cannot be written ({fault.strerror}), which {_ROTATE_EVERY} needs"
        raise SettingsError(_DIRECTORY, mend) from None


def signing_algorithm(text: str) -> SigningAlgorithm:
    """Read ``id_token_signed_response_alg`` (OpenID Connect Registration section 2)."""
    if text not in set(SigningAlgorithm):
        names = ", ".join(SigningAlgorithm)
        raise ValueError(f"id_token_signed_response_alg must be one of {names}")
    return SigningAlgorithm(text)
