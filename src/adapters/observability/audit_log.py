"""The audit log as structured log lines."""

import dataclasses
import re

import structlog

from application.events import AuditEvent
from application.ports.audit_log import AuditLog

_WORD_START = re.compile(r"(?<!^)(?=[A-Z])")


class StructlogAuditLog(AuditLog):
    """One log line for each event, named in snake case: ``SignedIn`` is ``signed_in``."""

    def __init__(self) -> None:
        self._log = structlog.get_logger("guildpass.audit")

    def record(self, event: AuditEvent) -> None:
        """Write the event."""
        name = _WORD_START.sub("_", type(event).__name__).lower()
        self._log.info(name, **dataclasses.asdict(event))
