"""An audit log to look into."""

from application.events import AuditEvent
from application.ports.audit_log import AuditLog


class FakeAuditLog(AuditLog):
    """Keeps events in a list."""

    def __init__(self) -> None:
        self.events: list[AuditEvent] = []

    def record(self, event: AuditEvent) -> None:
        """Keep the event."""
        self.events.append(event)
