"""The secrets of a client: in its entry, in files, in the environment, or digests of them."""

import re
from collections.abc import Mapping
from hashlib import sha256

from entrypoints.settings.client_entry import ClientEntry, entry_of
from entrypoints.settings.files import secret_in
from entrypoints.settings.names import SETTING_NAMES

_HERE, _DIGEST = "client_secret", "client_secret_sha256"
_FILE, _ENV = "client_secret_file", "client_secret_env"
_KINDS = (_HERE, _DIGEST, _FILE, _ENV)
_ELSEWHERE = (_FILE, _ENV)
# The one in use, and the one that takes its place.
_MOST = 2
_PLACEHOLDER = "..."
_HELP = "openssl rand -hex 32 makes one"
_OF_NOTHING = {sha256(text).digest() for text in (b"", b"\n", _PLACEHOLDER.encode())}
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def has_secret(entry: ClientEntry) -> bool:
    """Tell whether the entry gives a secret in any way, right or wrong."""
    return bool(_given(entry))


def secrets_of(entry: ClientEntry, values: Mapping[str, str | None] | None) -> frozenset[bytes]:
    """Give the SHA-256 digest of each secret; ``values`` is the environment.

    Without it, secrets that stand elsewhere are left there: no digest of theirs fits any secret.
    ValueError names the metadata at fault, and shows nothing of a secret.
    """
    given = _given(entry)
    if len(given) > 1:
        raise ValueError(f"{given[0]} stands beside {given[1]}: give one of the two")
    return frozenset(_digest(kind, text, values) for kind in given for text in _texts(kind, entry))


def digests_in(value: object) -> list[str]:
    """Give the digests of the secrets that stand in an entry, the older first.

    ValueError says where they stand instead.
    """
    entry = entry_of(value)
    if not has_secret(entry):
        raise ValueError("it is a public client, without a secret")
    (kind,) = _given(entry)
    if kind in _ELSEWHERE:
        raise ValueError(f"its secret stands elsewhere: put another there, and into {kind}")
    return [_digest(kind, text, None).hex() for text in _texts(kind, entry)]


def texts_known(entry: ClientEntry, values: Mapping[str, str | None]) -> list[str]:
    """Give the secrets of an entry that was read before, as far as their text can be had."""
    kinds = [kind for kind in _given(entry) if kind != _DIGEST]
    return [_secret(kind, text, values) for kind in kinds for text in _texts(kind, entry)]


def variables_of(value: object) -> frozenset[str]:
    """Give the names of the variables an entry takes its secrets from, whatever else it is."""
    named = value.get(_ENV) if isinstance(value, dict) else None
    texts = named if isinstance(named, list) else [named]
    return frozenset(text for text in texts if isinstance(text, str))


def _given(entry: ClientEntry) -> list[str]:
    return [kind for kind in _KINDS if getattr(entry, kind) is not None]


def _texts(kind: str, entry: ClientEntry) -> list[str]:
    given: str | list[str] = getattr(entry, kind)
    texts = [given] if isinstance(given, str) else given
    if not 1 <= len(texts) <= _MOST:
        raise ValueError(f"{kind} must be a list of one or two: two overlap for a rotation")
    return texts


def _digest(kind: str, text: str, values: Mapping[str, str | None] | None) -> bytes:
    if kind == _DIGEST:
        if not _SHA256.fullmatch(text):
            raise ValueError(f"{kind} must be 64 hexadecimal digits: what sha256sum prints")
        if bytes.fromhex(text) in _OF_NOTHING:
            raise ValueError(f"{kind} is that of no secret, or of the example: {_HELP}")
        return bytes.fromhex(text)
    if kind == _ENV:
        _check_variable(text)
    if values is None and kind in _ELSEWHERE:
        return f"{kind} {text}".encode()
    return sha256(_checked(kind, _secret(kind, text, values or {})).encode()).digest()


def _secret(kind: str, text: str, values: Mapping[str, str | None]) -> str:
    if kind == _ENV:
        return _in_environment(text, values)
    if kind == _FILE:
        try:
            return secret_in(text)
        except ValueError as fault:
            raise ValueError(f"{kind}: {fault}") from None
    return text


def _check_variable(name: str) -> None:
    if not _VARIABLE.fullmatch(name):
        raise ValueError(f"{_ENV} must be the name of a variable: letters, digits and _")
    if name in SETTING_NAMES:
        raise ValueError(f"{_ENV} must not be the name of a setting of ours")


def _in_environment(name: str, values: Mapping[str, str | None]) -> str:
    value = values.get(name)
    if value is None:
        raise ValueError(f"{_ENV} names a variable that is not set")
    return value


def _checked(kind: str, secret: str) -> str:
    if not secret.strip():
        raise ValueError(f"{kind} is empty: {_HELP}")
    if not secret.isprintable() or secret != secret.strip():
        raise ValueError(f"{kind} has spaces around it or cannot be printed")
    if secret == _PLACEHOLDER:
        raise ValueError(f"{kind} is still the example: {_HELP}")
    return secret
