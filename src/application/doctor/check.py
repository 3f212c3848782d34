"""Check: what was looked at, and what came of it."""

from abc import abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class State(StrEnum):
    """Whether it is well; a warning is of what works and may still be meant otherwise."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line: what was looked at, what is ``said`` of it, and the ``mend`` if it is not well.

    Anybody may read it: no secret is in it.
    """

    name: str
    state: State
    said: str
    mend: str | None = None


class Examination(Protocol):
    """Looks at one thing and says what it found; ``name`` is whose lines they are."""

    name: str

    @abstractmethod
    async def __call__(self) -> list[Check]:
        """Give a line for each finding, one at least."""


def ok(name: str, said: str) -> Check:
    """Say that it is well."""
    return Check(name=name, state=State.OK, said=said)


def warning(name: str, said: str, mend: str) -> Check:
    """Say what is odd."""
    return Check(name=name, state=State.WARNING, said=said, mend=mend)


def failed(name: str, said: str, mend: str) -> Check:
    """Say what is wrong."""
    return Check(name=name, state=State.FAILED, said=said, mend=mend)
