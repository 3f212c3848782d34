"""Sockets that are opened to judged addresses only."""

from collections.abc import Iterable
from typing import NoReturn

import httpcore

from adapters.outbound.guard import Guard


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Opens connections for the pool, which names a host, to the address the guard gave.

    TLS, its names and the Host header stay the pool's, and so the host's.
    """

    def __init__(
        self, *, guard: Guard, sockets: httpcore.AsyncNetworkBackend | None = None
    ) -> None:
        self._guard = guard
        self._sockets = sockets or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 -- the interface's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first of the host's addresses that answers."""
        failed: Exception = httpcore.ConnectError()
        for address in await self._guard.addresses_of(host):
            try:
                return await self._sockets.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as fault:
                failed = fault
        raise failed

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 -- the interface's
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> NoReturn:
        """Refuse: no registration names a socket."""
        raise NotImplementedError
