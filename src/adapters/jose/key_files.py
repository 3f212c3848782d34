"""Every key there is on the disk: those of the directory, and the single file's beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from adapters.jose.key_file import SUFFIX, read_key_file
from adapters.jose.signing_key import SigningKey, UnusableKey

_FOR_OTHERS = 0o077
IS_A_FILE = "is a file: name a directory, or a single PEM file in JWT_PRIVATE_KEY_FILE"
_Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one look found: good keys, what is broken, and what others on the machine can read.

    Each fault is a sentence that names the file.
    """

    keys: tuple[SigningKey, ...]
    faults: tuple[str, ...] = ()
    exposed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    stamp: _Stamp | None
    key: SigningKey | None
    fault: str | None = None


class KeyFiles:
    """Reads again only what has changed; of a file that broke, it keeps the key it had.

    ``directory`` None means that there is the single key alone.
    """

    def __init__(
        self, *, directory: Path | None, single: SigningKey | None, single_file: Path | None
    ) -> None:
        self.directory = directory
        self.single = single
        self._single_file = single_file
        self._seen: Mapping[str, _Seen] = {}

    def read(self) -> Found:
        """Look at the disk; raise ``OSError`` when the directory cannot be read."""
        self._seen = dict(self._look())
        keys = [seen.key for seen in self._seen.values() if seen.key]
        faults = [seen.fault for seen in self._seen.values() if seen.fault]
        if self.single and self.single.kid in {key.kid for key in keys}:
            faults.append(
                f"the key of JWT_PRIVATE_KEY_FILE is also {self.single.kid}{SUFFIX}: "
                "leave out that setting"
            )
        elif self.single:
            keys.insert(0, self.single)
        return Found(keys=tuple(keys), faults=tuple(faults), exposed=tuple(self._exposed()))

    def _look(self) -> Iterator[tuple[str, _Seen]]:
        if self.directory is None:
            return
        for path in sorted(self.directory.iterdir()):
            if path.name.endswith(SUFFIX) and not path.name.startswith("."):
                seen = self._look_at(path)
                if seen:
                    yield path.name, seen

    def _look_at(self, path: Path) -> _Seen | None:
        known = self._seen.get(path.name)
        stamp = None
        try:
            status = path.stat()
            stamp = (status.st_ino, status.st_mtime_ns, status.st_ctime_ns, status.st_size)
            return known if known and known.stamp == stamp else _Seen(stamp, read_key_file(path))
        except UnusableKey as fault:
            why = str(fault)
        except OSError as fault:
            if not path.is_symlink() and not path.exists():
                # Removed since it was listed.
                return None
            why = f"cannot be read ({fault.strerror}); let the user that runs Guildpass own it"
        kept = known.key if known else None
        return _Seen(stamp, kept, f"the file {shown(path.name)} {why}")

    def _exposed(self) -> Iterator[str]:
        of_directory = [self.directory / name for name in self._seen] if self.directory else []
        for path in (self.directory, self._single_file, *of_directory):
            if path is not None and _is_exposed(path):
                yield shown(path.name)


def _is_exposed(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & _FOR_OTHERS)
    except OSError:
        return False


def shown(name: str) -> str:
    """Give a file's name as it can stand in a line."""
    return name if name.isprintable() else ascii(name)
