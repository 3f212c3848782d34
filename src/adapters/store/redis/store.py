"""The Redis behind the Redis stores: bounded in time, and safe to repeat."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TypeVar, cast

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff
from redis.exceptions import RedisError
from redis.maint_notifications import MaintNotificationsConfig

from application.ports.store import Store, StoreUnavailable

T = TypeVar("T")

# A round trip of 200 ms still passes; a frozen server is given up after the deadline. Every
# command we send may be repeated: the scripts recognise their own first try.
_SOCKET_TIMEOUT = 0.5
_RETRIES = 2
_DEADLINE = 1.5
_CONNECTIONS = 64


def connect(url: str) -> "Redis":
    """Make a client; nothing is connected before the first command."""
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=_CONNECTIONS,
        timeout=1.0,
        socket_timeout=_SOCKET_TIMEOUT,
        socket_connect_timeout=_SOCKET_TIMEOUT,
        health_check_interval=0,
        # Of use to Redis Enterprise only; costs a round trip for each connection, and may raise
        # the timeouts above.
        maint_notifications_config=MaintNotificationsConfig(enabled=False),
        retry=Retry(ExponentialWithJitterBackoff(base=0.01, cap=0.1), _RETRIES),
    )
    return Redis.from_pool(pool)


def milliseconds(duration: timedelta) -> int:
    """Give a duration as Redis counts it."""
    return int(duration.total_seconds() * 1000)


class RedisStore(Store):
    """One client for the life of the process; ``prefix`` stands before every key."""

    def __init__(self, *, redis: Redis, prefix: str = "") -> None:
        self.redis = redis
        self._prefix = prefix

    def key(self, name: str) -> str:
        """Give the full key."""
        return self._prefix + name

    @asynccontextmanager
    async def deadline(self) -> AsyncIterator[None]:
        """Let a verb of several commands end within one deadline, or raise ``StoreUnavailable``."""
        try:
            async with asyncio.timeout(_DEADLINE):
                yield
        except (RedisError, OSError) as fault:
            raise StoreUnavailable(type(fault).__name__) from fault

    async def run(self, command: Awaitable[T]) -> T:
        """Await a command within the deadline, or raise ``StoreUnavailable``."""
        async with self.deadline():
            return await command

    async def get(self, key: str) -> bytes | None:
        """Give the bytes under a key."""
        # redis-py leaves open what decode_responses was; here it is always bytes.
        return await self.run(cast("Awaitable[bytes | None]", self.redis.get(key)))

    async def set(self, key: str, data: bytes, keep_for: timedelta) -> None:
        """Keep bytes for a time; the same write again does no harm."""
        await self.run(self.redis.set(key, data, px=milliseconds(keep_for)))

    async def ping(self) -> None:
        """Return if Redis answers."""
        await self.run(self.redis.ping())

    async def close(self) -> None:
        """Close every connection."""
        await self.redis.aclose()
