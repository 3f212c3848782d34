"""Ports: the keys that lie on the disk, and those that a running process works with."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.key_life import KeyRecord
from domain.signing_algorithm import SigningAlgorithm


class KeysUnusable(Exception):
    """The keys cannot be read or written as they are; the message names the file and the mend."""


class KeyDirectory(Protocol):
    """Where the private keys live; every verb raises :class:`KeysUnusable` when it fails."""

    @abstractmethod
    async def all(self) -> Sequence[KeyRecord]:
        """Give every key there is; none if there is no place for them yet."""

    @abstractmethod
    async def add(
        self, alg: SigningAlgorithm, *, published_at: datetime, signs_from: datetime
    ) -> KeyRecord:
        """Make a new key and keep it, all of it or nothing."""

    @abstractmethod
    async def remove(self, kid: str) -> bool:
        """Destroy a key; False if it is not there, or lies elsewhere."""


class KeyReloading(Protocol):
    """The keys this process works with."""

    @abstractmethod
    async def reload(self) -> bool:
        """Take up what has changed on the disk; what is broken there leaves all as it was.

        False if anything is.
        """
