"""Modes of the key files, as the file system tells them."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from adapters.jose.key_file import SUFFIX
from adapters.jose.key_files import shown
from application.ports.key_modes import KeyModes, OpenFile

_GROUP_OR_OTHERS, _OTHERS = 0o077, 0o007


class FileKeyModes(KeyModes):
    """Looks at the directory, the keys in it, and the single file beside them."""

    def __init__(self, *, directory: Path | None, single_file: Path | None) -> None:
        self._directory = directory
        self._single_file = single_file

    async def open_files(self) -> tuple[OpenFile, ...]:
        """Look now; what cannot be looked at is told by whoever reads it."""
        return await asyncio.to_thread(lambda: tuple(self._look()))

    def _look(self) -> Iterator[OpenFile]:
        for path in self._paths():
            try:
                mode = path.stat().st_mode
            except OSError:
                continue
            if mode & _GROUP_OR_OTHERS:
                yield OpenFile(name=shown(path.name), everybody=bool(mode & _OTHERS))

    def _paths(self) -> Iterator[Path]:
        if self._single_file:
            yield self._single_file
        if self._directory:
            yield self._directory
            yield from sorted(self._directory.glob(f"*{SUFFIX}"))
