"""Port: a look at an address as anybody sees it."""

from abc import abstractmethod
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


class ProbeFault(Exception):
    """There was no answer; the text says why. ``of_certificate``: TLS was refused."""

    def __init__(self, why: str, *, of_certificate: bool = False) -> None:
        super().__init__(why)
        self.of_certificate = of_certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer, whatever its status; its ``date`` and the end of the certificate, if told."""

    status: int
    body: bytes = field(repr=False, default=b"")
    date: datetime | None = None
    certificate_ends: datetime | None = None


class HttpProbe(Protocol):
    """Reads addresses of this provider and of Discord."""

    @abstractmethod
    async def get(self, url: str) -> Fetched:
        """Read it once, without following redirects, or raise :class:`ProbeFault`.

        Bounded in time and size.
        """
