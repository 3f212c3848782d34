"""A key file: ``<kid>.json``, with the algorithm, the times and the key as PEM."""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec

from adapters.jose.signing_key import SigningKey, UnusableKey
from domain.signing_algorithm import SigningAlgorithm

SUFFIX = ".json"
_LARGEST = 65_536
_Moment = Annotated[datetime, msgspec.Meta(tz=True)]
_PEM = b"-----BEGIN "
_IS_PEM = "is a PEM file: keep it elsewhere, and name it in JWT_PRIVATE_KEY_FILE"
_MAKES_ONE = "guildpass keys generate makes a good one"


class KeyFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands in it."""

    alg: SigningAlgorithm
    published_at: _Moment
    signs_from: _Moment
    private_key: str


def read_key_file(path: Path) -> SigningKey:
    """Read a key, or raise :class:`UnusableKey` with the mend and nothing of the content."""
    entry = _decoded(_content(path))
    key = SigningKey.from_pem(
        entry.private_key.encode(),
        entry.alg,
        published_at=entry.published_at,
        signs_from=entry.signs_from,
    )
    if path.name != key.kid + SUFFIX:
        raise UnusableKey(f"must be named {key.kid}{SUFFIX} for the key in it; is it a copy?")
    return key


def _content(path: Path) -> bytes:
    if not path.is_file():
        # A pipe would wait for somebody to write.
        raise UnusableKey("is no file; move it elsewhere")
    with path.open("rb") as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise UnusableKey(f"is longer than any key; {_MAKES_ONE}")
    return content


def _decoded(content: bytes) -> KeyFile:
    try:
        return msgspec.json.decode(content, type=KeyFile)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        if content.lstrip().startswith(_PEM):
            raise UnusableKey(_IS_PEM) from None
        # The fault's own text may carry a part of the key.
        raise UnusableKey(f"is not written as a key file is; {_MAKES_ONE}") from None


def write_key_file(directory: Path, key: SigningKey, pem: bytes) -> Path:
    """Write a key, all of it or nothing, so that nobody else could ever read it."""
    record = key.record
    entry = KeyFile(
        alg=record.alg,
        published_at=record.published_at,
        signs_from=record.signs_from,
        private_key=pem.decode(),
    )
    path = directory / (record.kid + SUFFIX)
    temporary = directory / f".{record.kid}.{os.getpid()}"
    try:
        _write_synced(temporary, msgspec.json.format(msgspec.json.encode(entry)) + b"\n")
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_directory(directory)
    return path


def _write_synced(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        _owned_as(path.parent, file.fileno())
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _owned_as(directory: Path, descriptor: int) -> None:
    """Give the file to whom the directory belongs: root may make a key for a server of less."""
    owner = directory.stat()
    if owner.st_uid != os.fstat(descriptor).st_uid:
        os.fchown(descriptor, owner.st_uid, owner.st_gid)


def sync_directory(directory: Path) -> None:
    """See to it that names which came or went survive a loss of power."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
