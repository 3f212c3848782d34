"""The client of production, with names that resolve as a test says."""

import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from adapters.outbound.client import OutboundClient, trusted
from adapters.outbound.guard import Guard

NAME = "app.internal.example"


class Names:
    """Resolves from a table; each list is one answer, the last one stays.

    What is not in it is an address and stands for itself.
    """

    def __init__(self, table: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self._table = {name: list(answers) for name, answers in table.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str) -> Sequence[str]:
        """Give the next answer."""
        self.asked.append(host)
        answers = self._table.get(host, [[host]])
        return answers.pop(0) if len(answers) > 1 else answers[0]


def here() -> Names:
    """Give names that all lead to this machine."""
    loopback = [["127.0.0.1"]]
    return Names(dict.fromkeys((NAME, "localhost", "127.0.0.1"), loopback))


@asynccontextmanager
async def a_client(
    names: Names | None = None,
    *,
    allowed: Sequence[str] = (NAME, "localhost", "127.0.0.1"),
    trust: ssl.SSLContext | None = None,
    deadline: float = 5.0,
) -> AsyncIterator[OutboundClient]:
    """Give the client, and close it."""
    guard = Guard(allowed_hosts=frozenset(allowed), resolve=names or here())
    client = OutboundClient(guard=guard, trust=trust or trusted(None), deadline=deadline)
    yield client
    await client.aclose()
