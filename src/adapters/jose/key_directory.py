"""The directory of keys, as the use cases work on it."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from adapters.jose.key_file import SUFFIX, sync_directory, write_key_file
from adapters.jose.key_files import IS_A_FILE, KeyFiles
from adapters.jose.signing_key import SigningKey
from application.ports.keys import KeyDirectory, KeysUnusable
from domain.key_life import KeyRecord
from domain.signing_algorithm import SigningAlgorithm


class JoseKeyDirectory(KeyDirectory):
    """Works in threads: a disk may be slow, and so is making an RSA key."""

    def __init__(self, *, files: KeyFiles) -> None:
        self._files = files

    async def all(self) -> Sequence[KeyRecord]:
        """Read the directory."""
        return await asyncio.to_thread(self._all)

    async def add(
        self, alg: SigningAlgorithm, *, published_at: datetime, signs_from: datetime
    ) -> KeyRecord:
        """Make a key and write its file; the directory too, if it is missing."""
        return await asyncio.to_thread(self._add, alg, published_at, signs_from)

    async def remove(self, kid: str) -> bool:
        """Remove its file."""
        return await asyncio.to_thread(self._remove, kid)

    def _all(self) -> Sequence[KeyRecord]:
        try:
            found = self._files.read()
        except FileNotFoundError:
            single = self._files.single
            return [single.record] if single else []
        except NotADirectoryError as fault:
            raise KeysUnusable(IS_A_FILE) from fault
        except OSError as fault:
            raise KeysUnusable(f"cannot be read ({fault.strerror})") from fault
        if found.faults:
            raise KeysUnusable(found.faults[0])
        return [key.record for key in found.keys]

    def _add(
        self, alg: SigningAlgorithm, published_at: datetime, signs_from: datetime
    ) -> KeyRecord:
        directory = self._directory()
        key, pem = SigningKey.generate(alg, published_at=published_at, signs_from=signs_from)
        try:
            directory.mkdir(mode=0o700, exist_ok=True)
            write_key_file(directory, key, pem)
        except OSError as fault:
            raise KeysUnusable(f"cannot be written ({fault.strerror})") from fault
        return key.record

    def _remove(self, kid: str) -> bool:
        directory = self._directory()
        try:
            (directory / (kid + SUFFIX)).unlink()
            sync_directory(directory)
        except FileNotFoundError:
            return False
        except OSError as fault:
            raise KeysUnusable(f"cannot be written ({fault.strerror})") from fault
        return True

    def _directory(self) -> Path:
        if self._files.directory is None:
            raise KeysUnusable("is not set: it names the directory of the keys")
        return self._files.directory
