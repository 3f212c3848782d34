"""Who can get at the private keys is read from the disk."""

from pathlib import Path

import pytest

from adapters.jose.key_modes import FileKeyModes
from application.ports.key_modes import OpenFile

pytestmark = pytest.mark.anyio


def a_file(path: Path, mode: int) -> Path:
    """Make a file of that mode."""
    path.touch()
    path.chmod(mode)
    return path


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Give a directory with keys, one of which everybody can read."""
    directory = tmp_path / "keys"
    directory.mkdir(mode=0o700)
    a_file(directory / "good.json", 0o600)
    a_file(directory / "open.json", 0o604)
    a_file(directory / "README", 0o644)
    (directory / "gone.json").symlink_to(directory / "nowhere")
    return directory


async def test_files_of_the_group_and_of_everybody_are_told_apart(directory: Path) -> None:
    single = a_file(directory.parent / "single.pem", 0o640)
    modes = FileKeyModes(directory=directory, single_file=single)
    assert await modes.open_files() == (
        OpenFile(name="single.pem", everybody=False),
        OpenFile(name="open.json", everybody=True),
    )
    assert await FileKeyModes(directory=None, single_file=None).open_files() == ()
