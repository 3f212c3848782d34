"""Writing a file anew in one step: whoever reads it meanwhile finds the old one or the new one."""

import errno
import os
import stat
import tempfile
from pathlib import Path


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Write it with the mode and the owner it has; OSError if not, and then it is as it was."""
    real = path.resolve()
    handle, name = tempfile.mkstemp(prefix=".guildpass-", dir=real.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            _like(real, file.fileno())
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        _check_unchanged(real, before)
        Path(name).replace(real)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _check_unchanged(real: Path, before: bytes) -> None:
    if real.read_bytes() != before:
        raise OSError(errno.EBUSY, "somebody else changed it meanwhile")


def _like(real: Path, handle: int) -> None:
    found, made = real.stat(), os.fstat(handle)
    if (found.st_uid, found.st_gid) != (made.st_uid, made.st_gid):
        os.fchown(handle, found.st_uid, found.st_gid)
    os.fchmod(handle, stat.S_IMODE(found.st_mode))
