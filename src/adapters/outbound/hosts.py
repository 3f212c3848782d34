"""Whether a delivery would find its way, by the guard that judges it then."""

from urllib.parse import urlsplit

from adapters.outbound.faults import OutboundFault
from adapters.outbound.guard import Guard
from application.ports.outbound_hosts import OutboundHosts


class GuardedHosts(OutboundHosts):
    """Resolves the name, and connects to nothing."""

    def __init__(self, *, guard: Guard) -> None:
        self._guard = guard

    async def fault_of(self, uri: str) -> str | None:
        """Say what the guard says."""
        parts = urlsplit(uri)
        try:
            self._guard.check_scheme(parts.scheme, parts.hostname)
            await self._guard.addresses_of(parts.hostname or "")
        except OutboundFault as fault:
            return str(fault)
        except TimeoutError:
            return "the host name cannot be resolved in time"
        return None
