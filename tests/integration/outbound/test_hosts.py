"""Whether a logout could be delivered is judged as the delivery would be."""

import asyncio
from collections.abc import Sequence

import pytest

from adapters.outbound.guard import Guard
from adapters.outbound.hosts import GuardedHosts
from tests.integration.outbound.harness import NAME, Names

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("uri", "allowed", "why"),
    [
        (f"https://{NAME}/logout", [], "the host is not public, nor in OUTBOUND_ALLOWED_HOSTS"),
        (f"https://{NAME}/logout", [NAME], None),
        (f"http://{NAME}/logout", [NAME], "neither https nor an allowed loopback host"),
        ("https://gone.example/", [], "the host name cannot be resolved"),
    ],
)
async def test_the_guard_is_asked(uri: str, allowed: list[str], why: str | None) -> None:
    names = Names({NAME: [["10.0.0.5"]], "gone.example": [[]]})
    guard = Guard(allowed_hosts=frozenset(allowed), resolve=names)
    assert await GuardedHosts(guard=guard).fault_of(uri) == why


async def test_a_resolver_that_does_not_answer_is_named() -> None:
    async def never(_: str) -> Sequence[str]:
        await asyncio.Event().wait()
        return []

    guard = Guard(allowed_hosts=frozenset(), resolve=never, deadline=0.01)
    why = await GuardedHosts(guard=guard).fault_of("https://app.yourclub.org/")
    assert why is not None
    assert why.startswith("the host name cannot be resolved")
