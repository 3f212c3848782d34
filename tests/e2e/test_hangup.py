"""SIGHUP reloads the keys in every worker, ends none and drops no request."""

import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import anyio
import anyio.lowlevel
import httpx
import pytest

from tests.e2e.conftest import StartProvider
from tests.e2e.http import http_client
from tests.e2e.keys_command import Keys, keys_in
from tests.e2e.processes import exists, frozen, workers_of
from tests.e2e.provider import Provider
from tests.e2e.waiting import eventually, wait_until

pytestmark = pytest.mark.anyio

SOON = 10.0


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Give the command, after the first key was made."""
    command = keys_in(tmp_path)
    command.new()
    return command


def provider_on(
    start_provider: StartProvider, redis_server: str, keys: Keys, workers: int
) -> Provider:
    provider = start_provider(
        WORKERS=str(workers),
        REDIS_URL=redis_server,
        JWT_PRIVATE_KEY_FILE=None,
        JWT_KEYS_DIR=str(keys.directory),
        # So that nothing but the signal makes them look.
        KEYS_RELOAD_INTERVAL="1h",
    )
    serving(provider, workers)
    return provider


def serving(provider: Provider, workers: int) -> None:
    """Wait until every worker serves."""
    if workers > 1:
        wait_until(lambda: len(workers_of(provider.pid)) == workers, "all workers", within=SOON)
        for idle in workers_of(provider.pid):
            with frozen(idle):
                provider.wait_for("/health/ready", 200)


class Requests:
    """Requests without a pause, on one connection that is kept and on new ones."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self.answered = 0
        self.shown: list[int] = []

    async def go_on(self) -> None:
        """Ask again and again; a request that is dropped raises."""
        async with http_client() as kept:
            while True:
                await self._ask(kept)
                async with http_client() as new:
                    await self._ask(new)

    def shows(self, number: int) -> Callable[[], Awaitable[bool]]:
        """Tell whether by now everybody is shown so many keys."""

        async def check() -> bool:
            return len(self.shown) >= 40 and set(self.shown[-40:]) == {number}

        return check

    async def _ask(self, http: httpx.AsyncClient) -> None:
        response = await http.get(f"{self._issuer}/jwks.json")
        assert response.status_code == 200
        self.answered += 1
        self.shown.append(len(response.json()["keys"]))


@pytest.mark.parametrize("workers", [1, 2])
async def test_the_signal_reloads_every_worker_and_no_request_is_dropped(
    start_provider: StartProvider, redis_server: str, keys: Keys, workers: int
) -> None:
    provider = provider_on(start_provider, redis_server, keys, workers)
    processes = workers_of(provider.pid)
    load = Requests(provider.issuer)

    async with anyio.create_task_group() as group:
        for _ in range(4):
            group.start_soon(load.go_on)
        for number in (2, 3, 4):
            await anyio.to_thread.run_sync(keys.new, "generate", "--alg", "EdDSA")
            provider.signal(signal.SIGHUP)
            await eventually(load.shows(number), "the new key is shown", within=SOON)
        for _ in range(10):
            provider.signal(signal.SIGHUP)
            await anyio.lowlevel.checkpoint()
        seen = load.answered

        async def many_more() -> bool:
            return load.answered > seen + 100

        await eventually(many_more, "it goes on", within=SOON)
        group.cancel_scope.cancel()

    assert len(provider.events("keys_changed")) == 3 * workers
    assert len(provider.events("keys_reloaded")) >= 3 * workers
    assert workers_of(provider.pid) == processes
    assert provider.running
    assert provider.complaints == ""
    provider.signal(signal.SIGTERM)
    assert provider.wait() == 0


@pytest.mark.parametrize("workers", ["1", "2"])
async def test_the_signal_ends_no_server_that_has_a_single_key_either(
    start_provider: StartProvider, redis_server: str, workers: str
) -> None:
    provider = start_provider(WORKERS=workers, REDIS_URL=redis_server)
    serving(provider, int(workers))
    processes = workers_of(provider.pid)
    for _ in range(3):
        provider.signal(signal.SIGHUP)
        provider.wait_for("/health/live", 200)
    assert workers_of(provider.pid) == processes
    provider.signal(signal.SIGTERM)
    assert provider.wait() == 0
    assert provider.complaints == ""


def test_a_worker_that_is_being_replaced_survives_the_signal(
    start_provider: StartProvider, redis_server: str, keys: Keys
) -> None:
    provider = provider_on(start_provider, redis_server, keys, 2)
    _, victim = workers_of(provider.pid)
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: not exists(victim), "it is gone", within=SOON)

    def replaced() -> bool:
        # Also while the new one has not come so far that it could listen.
        provider.signal(signal.SIGHUP)
        return len(workers_of(provider.pid)) == 2 and victim not in workers_of(provider.pid)

    wait_until(replaced, "another took its place", within=SOON)
    replacement = workers_of(provider.pid)
    for _ in range(20):
        provider.signal(signal.SIGHUP)
        provider.wait_for("/health/live", 200)
    serving(provider, 2)
    assert workers_of(provider.pid) == replacement
    assert provider.complaints == ""
