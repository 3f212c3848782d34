"""Port: the record of what concerns security."""

from abc import abstractmethod
from typing import Protocol

from application.events import AuditEvent


class AuditLog(Protocol):
    """Keeps events for the people on call."""

    @abstractmethod
    def record(self, event: AuditEvent) -> None:
        """Keep an event; never fails."""
