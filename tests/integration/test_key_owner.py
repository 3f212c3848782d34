"""To whom a key file belongs: root may make one for a server that is somebody less."""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.integration.key_directories import put_key


@dataclass
class Owners:
    """Who a directory belongs to, and to whom files were given: id, group, size at the time."""

    directory: Path
    owner: tuple[int, int]
    given: list[tuple[int, int, int]] = field(default_factory=list)
    refuses: bool = False

    def stat(self, behind: Callable[..., os.stat_result]) -> Callable[..., os.stat_result]:
        """Give ``os.stat`` with another owner of the directory."""

        def looked(path: str | Path, **options: bool) -> os.stat_result:
            found = behind(path, **options)
            if Path(path) != self.directory:
                return found
            return os.stat_result((*found[:4], *self.owner, *found[6:]))

        return looked

    def fchown(self, descriptor: int, owner: int, group: int) -> None:
        """Note it, as root may do it and nobody else."""
        if self.refuses:
            raise PermissionError("not root")
        self.given.append((owner, group, os.fstat(descriptor).st_size))


@pytest.fixture
def owners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Owners:
    """Give a directory of somebody else, whoever runs this."""
    own = os.geteuid()
    owners = Owners(directory=tmp_path / "keys", owner=(own + 1, own + 2))
    monkeypatch.setattr(os, "stat", owners.stat(os.stat))
    monkeypatch.setattr(os, "fchown", owners.fchown)
    return owners


def test_a_key_belongs_to_whom_the_directory_belongs_before_there_is_a_secret_in_it(
    owners: Owners,
) -> None:
    put_key(owners.directory)
    assert owners.given == [(*owners.owner, 0)]
    (file,) = owners.directory.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_in_a_directory_of_ones_own_nothing_is_given_away(owners: Owners) -> None:
    owners.owner, owners.refuses = (os.geteuid(), os.getegid() + 1), True
    put_key(owners.directory)
    assert owners.given == []


def test_who_cannot_give_it_leaves_no_key_behind(owners: Owners) -> None:
    """A server could not read it, and would refuse the whole directory."""
    owners.refuses = True
    with pytest.raises(PermissionError):
        put_key(owners.directory)
    assert list(owners.directory.iterdir()) == []
