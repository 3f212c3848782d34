"""Where calls may go: names are resolved once, and what they resolve to is judged."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from collections.abc import Set as AbstractSet
from ipaddress import ip_address

from adapters.outbound.addresses import is_public
from adapters.outbound.faults import AddressRefused, OutboundFault
from domain.redirect_uri import is_loopback

Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""From a host name to its IP addresses, as text; raises OSError if there are none."""

_RESOLVE_DEADLINE = 3.0


class Guard:
    """Refuses hosts that are not public, unless the operator allowed them by name.

    ``allowed_hosts``: in small letters, IDNA, IP addresses in their canonical form.
    """

    def __init__(
        self,
        *,
        allowed_hosts: AbstractSet[str],
        resolve: Resolve,
        deadline: float = _RESOLVE_DEADLINE,
    ) -> None:
        self._allowed_hosts = allowed_hosts
        self._resolve = resolve
        self._deadline = deadline

    def check_scheme(self, scheme: str, host: str | None) -> None:
        """Raise :class:`AddressRefused` unless it is https, or http to this machine, allowed."""
        if scheme == "https" and host:
            return
        if scheme == "http" and host and is_loopback(host) and self._allows(host):
            return
        raise AddressRefused("neither https nor an allowed loopback host")

    async def addresses_of(self, host: str) -> Sequence[str]:
        """Give the addresses that may be called for a host, or raise :class:`OutboundFault`.

        The name is resolved once; one address that is not public refuses all of them, since
        whoever answers for the name has shown what they are after.
        """
        addresses = await self._resolved(host)
        if not self._allows(host) and not all(map(is_public, addresses)):
            raise AddressRefused("the host is not public, nor in OUTBOUND_ALLOWED_HOSTS")
        return addresses

    async def _resolved(self, host: str) -> Sequence[str]:
        try:
            async with asyncio.timeout(self._deadline):
                addresses = await self._resolve(host)
        # A label that is too long fails as text before anybody is asked.
        except (OSError, UnicodeError):
            addresses = []
        if not addresses:
            raise OutboundFault("the host name cannot be resolved")
        return addresses

    def _allows(self, host: str) -> bool:
        try:
            return str(ip_address(host)) in self._allowed_hosts
        except ValueError:
            return host.lower() in self._allowed_hosts
