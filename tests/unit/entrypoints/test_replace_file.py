"""Files that the command writes anew."""

import os
import stat
from pathlib import Path

import pytest

from entrypoints.cli.replace_file import replace_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a file that its group may read."""
    made = tmp_path / "guildpass.toml"
    made.write_bytes(b"before")
    made.chmod(0o640)
    return made


def names_in(directory: Path) -> list[str]:
    return sorted(one.name for one in directory.iterdir())


def test_a_file_is_replaced_with_the_mode_it_has(file: Path) -> None:
    inode = file.stat().st_ino
    replace_file(file, b"before", b"after")
    assert file.read_bytes() == b"after"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert file.stat().st_ino != inode
    assert names_in(file.parent) == ["guildpass.toml"]


def test_it_stays_the_file_of_its_owner(file: Path) -> None:
    # Only root can give a file to others, and so only root can take one from them.
    owner = (12345, 23456) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
    os.chown(file, *owner)
    replace_file(file, b"before", b"after")
    assert (file.stat().st_uid, file.stat().st_gid) == owner
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(file)
    replace_file(link, b"before", b"after")
    assert link.is_symlink()
    assert file.read_bytes() == b"after"


def test_what_somebody_wrote_meanwhile_is_not_lost(file: Path) -> None:
    file.write_bytes(b"by somebody else")
    with pytest.raises(OSError, match="meanwhile"):
        replace_file(file, b"before", b"after")
    assert file.read_bytes() == b"by somebody else"
    assert names_in(file.parent) == ["guildpass.toml"]
