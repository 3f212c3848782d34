"""Names are resolved once, judged whole, and called where they were judged (C-34)."""

import asyncio
import socket
from collections.abc import Iterable, Sequence

import httpcore
import pytest

from adapters.outbound.faults import AddressRefused, OutboundFault
from adapters.outbound.guard import Guard
from adapters.outbound.network import GuardedNetwork
from adapters.outbound.resolver import SystemResolver
from tests.integration.outbound.application import running
from tests.integration.outbound.harness import NAME, Names, a_client

pytestmark = pytest.mark.anyio

PUBLIC, PUBLIC_6 = "93.184.215.14", "2606:4700:4700::1111"
FORM = {"logout_token": "token"}


def a_guard(names: Names, *allowed: str, deadline: float = 3.0) -> Guard:
    return Guard(allowed_hosts=frozenset(allowed), resolve=names, deadline=deadline)


async def test_a_host_with_public_addresses_is_called_at_these() -> None:
    names = Names({NAME: [[PUBLIC_6, PUBLIC]]})
    assert await a_guard(names).addresses_of(NAME) == [PUBLIC_6, PUBLIC]


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        [PUBLIC, "127.0.0.1"],
        ["10.0.0.5", PUBLIC],
        [PUBLIC, PUBLIC_6, "::ffff:169.254.169.254"],
        [PUBLIC, "nonsense"],
    ],
)
async def test_one_bad_address_refuses_all(addresses: list[str]) -> None:
    with pytest.raises(AddressRefused):
        await a_guard(Names({NAME: [addresses]})).addresses_of(NAME)


@pytest.mark.parametrize("host", ["10.0.0.5", "127.1", "2130706433", "0x7f.0.0.1", "017700000001"])
async def test_an_address_for_a_host_is_judged_however_it_is_written(host: str) -> None:
    with pytest.raises(AddressRefused):
        await Guard(allowed_hosts=frozenset(), resolve=SystemResolver()).addresses_of(host)


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        (NAME, NAME),
        (NAME.upper(), NAME),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("10.0.0.5", "10.0.0.5"),
        ("fd00:0:0::1", "fd00::1"),
    ],
)
async def test_a_host_that_is_allowed_may_be_anywhere(host: str, allowed: str) -> None:
    names = Names({host: [["10.0.0.5"]]})
    assert await a_guard(names, allowed).addresses_of(host) == ["10.0.0.5"]


@pytest.mark.parametrize(
    "allowed",
    [
        *("internal.example", f"x.{NAME}", f"{NAME}.", NAME.upper(), "example", ""),
        # The address it leads to is not the host that was registered.
        "10.0.0.5",
    ],
)
async def test_only_the_host_itself_is_allowed(allowed: str) -> None:
    with pytest.raises(AddressRefused):
        await a_guard(Names({NAME: [["10.0.0.5"]]}), allowed).addresses_of(NAME)


async def test_a_name_without_addresses_may_have_some_later() -> None:
    with pytest.raises(OutboundFault, match="cannot be resolved") as caught:
        await a_guard(Names({NAME: [[]]})).addresses_of(NAME)
    assert not isinstance(caught.value, AddressRefused)


@pytest.mark.parametrize("fault", [socket.gaierror(-2, "unknown"), OSError(), UnicodeError()])
async def test_so_may_one_whose_resolution_fails(fault: Exception) -> None:
    async def failing(_: str) -> Sequence[str]:
        raise fault

    guard = Guard(allowed_hosts=frozenset(), resolve=failing)
    with pytest.raises(OutboundFault, match="cannot be resolved"):
        await guard.addresses_of(NAME)


async def test_a_label_no_resolver_takes_is_a_fault_like_any_other() -> None:
    guard = Guard(allowed_hosts=frozenset(), resolve=SystemResolver())
    with pytest.raises(OutboundFault, match="cannot be resolved"):
        await guard.addresses_of("x" * 64 + ".example")


async def test_a_resolver_that_hangs_is_not_waited_for() -> None:
    async def hanging(_: str) -> Sequence[str]:
        await asyncio.Event().wait()
        return [PUBLIC]

    guard = Guard(allowed_hosts=frozenset(), resolve=hanging, deadline=0.05)
    with pytest.raises(OutboundFault, match="cannot be resolved"):
        await guard.addresses_of(NAME)


class Recorder(httpcore.AsyncMockBackend):
    """Notes where a connection is wanted, and gives one that is no socket."""

    def __init__(self, *dead: str) -> None:
        super().__init__([])
        self.wanted: list[tuple[str, int]] = []
        self._dead = dead

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 -- the interface's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Note it."""
        self.wanted.append((host, port))
        if host in self._dead:
            raise httpcore.ConnectError
        return await super().connect_tcp(host, port, timeout, local_address, socket_options)


async def test_the_judged_address_is_called_and_the_name_not_asked_for_again() -> None:
    names = Names({NAME: [[PUBLIC], ["127.0.0.1"]]})
    sockets = Recorder()
    await GuardedNetwork(guard=a_guard(names), sockets=sockets).connect_tcp(NAME, 443)
    assert sockets.wanted == [(PUBLIC, 443)]
    assert names.asked == [NAME]


async def test_if_one_address_is_dead_the_next_is_called() -> None:
    sockets = Recorder(PUBLIC_6)
    network = GuardedNetwork(guard=a_guard(Names({NAME: [[PUBLIC_6, PUBLIC]]})), sockets=sockets)
    await network.connect_tcp(NAME, 8443)
    assert sockets.wanted == [(PUBLIC_6, 8443), (PUBLIC, 8443)]


async def test_if_all_are_dead_that_is_a_fault() -> None:
    sockets = Recorder(PUBLIC_6, PUBLIC)
    network = GuardedNetwork(guard=a_guard(Names({NAME: [[PUBLIC_6, PUBLIC]]})), sockets=sockets)
    with pytest.raises(httpcore.ConnectError):
        await network.connect_tcp(NAME, 443)


async def test_nothing_is_called_that_was_refused() -> None:
    sockets = Recorder()
    network = GuardedNetwork(guard=a_guard(Names({NAME: [[PUBLIC, "127.0.0.1"]]})), sockets=sockets)
    with pytest.raises(AddressRefused):
        await network.connect_tcp(NAME, 443)
    assert sockets.wanted == []


async def test_a_socket_is_no_address() -> None:
    with pytest.raises(NotImplementedError):
        await GuardedNetwork(guard=a_guard(Names({}))).connect_unix_socket("/run/x")


async def test_each_call_resolves_once_and_is_judged_anew() -> None:
    names = Names({NAME: [["127.0.0.1"], ["127.0.0.1"], ["192.0.2.1"]]})
    async with running() as application, a_client(names, allowed=["localhost"]) as client:
        for _ in range(2):
            with pytest.raises(AddressRefused):
                await client.post_form(f"https://{NAME}:{application.port}/", FORM)
        assert names.asked == [NAME, NAME]
        assert application.connections == 0


@pytest.mark.parametrize(
    "address",
    [
        f"http://{NAME}/",
        "http://localhost/",
        "http://127.0.0.2/",
        "http://8.8.8.8/",
        "ftp://localhost/",
        "file:///etc/passwd",
        "https:///x",
        "//localhost/",
        "/x",
        "",
    ],
)
async def test_anything_but_https_is_refused_before_a_name_is_resolved(address: str) -> None:
    names = Names({})
    async with a_client(names, allowed=[NAME, "127.0.0.2", "8.8.8.8"]) as client:
        with pytest.raises(AddressRefused):
            await client.post_form(address, FORM)
    assert names.asked == []
