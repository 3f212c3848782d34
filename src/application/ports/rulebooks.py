"""Ports: the rules in force, and where newer ones come from."""

from abc import abstractmethod
from typing import Protocol

from domain.rulebook import Rulebook


class Rulebooks(Protocol):
    """Gives the rules in force."""

    @abstractmethod
    def current(self) -> Rulebook:
        """Give them: the same for as long as one request is being answered."""


class RulebookUnusable(Exception):
    """A newer version has a fault; the text names the place and the mend, and holds no secret."""


class RulebookSource(Protocol):
    """What the operator wrote."""

    @abstractmethod
    async def read(self) -> Rulebook:
        """Read all of it anew, or raise :class:`RulebookUnusable`."""


class RulebookKeeper(Rulebooks, Protocol):
    """Holds the rules in force, and what is wrong with newer ones."""

    @abstractmethod
    def replace(self, rulebook: Rulebook) -> bool:
        """Put these in force for every request that begins from now on.

        Forgets what was wrong before; tells whether they differ from those of before.
        """

    @abstractmethod
    def note(self, fault: RulebookUnusable) -> bool:
        """Keep what is wrong with newer ones, for readiness; tell whether that is news."""
