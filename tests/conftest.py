"""Fixtures every level of tests shares."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.asyncio import Redis as AsyncRedis

from adapters.store.redis.store import connect
from tests.fault_proxy import FaultProxy, fault_proxy
from tests.redis_process import RedisProcess, keys_without_ttl
from tests.redis_server import container_required, planned, running_redis

_REDIS_USED = pytest.StashKey[str]()


def pytest_report_header() -> str:
    """Say which Redis the tests are going to use."""
    required = ", which is required" if container_required() else ""
    return f"redis: {planned()}{required}"


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say which Redis the tests did use."""
    used = config.stash.get(_REDIS_USED, None)
    if used is not None:
        terminalreporter.write_line(f"Redis tests ran on: {used}")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run asynchronous tests on asyncio, as the server does."""
    return "asyncio"


@pytest.fixture(scope="session")
def redis_server(pytestconfig: pytest.Config) -> Iterator[str]:
    """Give the address of the one real Redis of this run."""
    with running_redis() as running:
        pytestconfig.stash[_REDIS_USED] = running.description
        yield running.url


@pytest.fixture
def redis_url(redis_server: str) -> Iterator[str]:
    """Give the address of an empty Redis; afterwards every key in it must have a TTL."""
    with Redis.from_url(redis_server) as client:
        client.flushdb()
        yield redis_server
        everlasting = keys_without_ttl(client)
        client.flushdb()
    assert not everlasting, f"keys without a TTL: {everlasting}"


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[AsyncRedis]:
    """Give the client that production uses, on an empty Redis."""
    client = connect(redis_url)
    yield client
    await client.aclose()


@pytest.fixture
def redis_process(tmp_path: Path) -> Iterator[RedisProcess]:
    """Give a server of the test's own; afterwards every key in it must have a TTL."""
    with RedisProcess(tmp_path) as process:
        yield process
        if process.running:
            process.thaw()
            with process.client() as client:
                everlasting = keys_without_ttl(client)
            assert not everlasting, f"keys without a TTL: {everlasting}"


@pytest.fixture
async def faulty(redis_process: RedisProcess) -> AsyncIterator[FaultProxy]:
    """Give a proxy in front of the test's own server."""
    async with fault_proxy(redis_process.port) as proxy:
        yield proxy


@pytest.fixture
async def faulty_redis(faulty: FaultProxy) -> AsyncIterator[AsyncRedis]:
    """Give the client that production uses, behind the faulty proxy."""
    client = connect(faulty.url)
    yield client
    await client.aclose()
