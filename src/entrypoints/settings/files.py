"""Files of the operator's: pictures, secrets, rules."""

import stat
from pathlib import Path

_LARGEST_SECRET = 4_096


def content_of(path: str, *, largest: int) -> bytes:
    """Give what a file holds, or raise ValueError with the mend."""
    try:
        # Asked before it is opened: a pipe would wait for somebody to write.
        regular = stat.S_ISREG(Path(path).stat().st_mode)
        content = _beginning(path, largest + 1) if regular else b""
    except OSError as fault:
        raise ValueError(f"the file cannot be read ({fault.strerror})") from None
    except ValueError:
        # It has a character that no path can have, which the library would repeat.
        raise ValueError("is not the path of a file") from None
    if not regular:
        raise ValueError("is not a file")
    if len(content) > largest:
        raise ValueError(f"the file has more than {largest // 1024} KiB")
    return content


def _beginning(path: str, length: int) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(length)


def secret_in(path: str) -> str:
    """Give the one line of a file, without its end, or raise ValueError with the mend."""
    try:
        text = content_of(path, largest=_LARGEST_SECRET).decode()
    except UnicodeDecodeError:
        raise ValueError("the file is no text in UTF-8") from None
    line = text.removesuffix("\n").removesuffix("\r")
    if not line.strip():
        raise ValueError("the file is empty")
    if line != line.strip() or not line.isprintable():
        raise ValueError("the file has more than one line, spaces, or cannot be printed")
    return line
