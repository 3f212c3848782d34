"""Port: who on this machine can read the private keys."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFile:
    """A file or directory that is not its owner's alone: the group's, or everybody's."""

    name: str
    everybody: bool


class KeyModes(Protocol):
    """Looks at the modes of the files."""

    @abstractmethod
    async def open_files(self) -> tuple[OpenFile, ...]:
        """Give what others can read or write; nothing if all is well."""
