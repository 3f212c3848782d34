"""How Redis is set up, by INFO and TIME: hosted ones do not let CONFIG be called.

Whether it takes what we write is told by a write of nothing.
"""

import asyncio
import re
from collections.abc import Awaitable, Mapping
from datetime import UTC, datetime
from typing import Any, cast

from redis.exceptions import ResponseError

from adapters.store.redis.store import RedisStore
from application.ports.store_inspection import StoreFacts, StoreInspection

_NUMBERS = re.compile(r"[0-9]+")
_MICROSECONDS = 1_000_000
# Nothing is ever kept there.
_NOTHING = "doctor"


class RedisInspection(StoreInspection):
    """``has_password``: whether REDIS_URL brings one; Redis takes none where it wants none."""

    def __init__(self, *, store: RedisStore, has_password: bool) -> None:
        self._store = store
        self._has_password = has_password

    async def facts(self) -> StoreFacts:
        """Ask for all at once."""
        redis = self._store.redis
        async with self._store.deadline():
            info, (seconds, micro), refusal = await asyncio.gather(
                redis.info(), redis.time(), self._refusal()
            )
        told = cast("Mapping[str, Any]", info)
        return StoreFacts(
            version=tuple(int(one) for one in _NUMBERS.findall(str(told.get("redis_version", "")))),
            eviction=told.get("maxmemory_policy"),
            appends=bool(told["aof_enabled"]) if "aof_enabled" in told else None,
            writes_fail=_writes_fail(told),
            is_replica=told.get("role") in {"slave", "replica"},
            refusal=refusal,
            asks_for_password=self._has_password,
            now=datetime.fromtimestamp(int(seconds) + int(micro) / _MICROSECONDS, UTC),
        )

    async def _refusal(self) -> str | None:
        redis = self._store.redis
        try:
            # It has to pass what each of our writes has to, but replaces only what is there.
            await redis.set(self._store.key(_NOTHING), b"", xx=True, px=1)
            await cast("Awaitable[object]", redis.eval("return 1", 0))
        except ResponseError as fault:
            return type(fault).__name__
        return None


def _writes_fail(told: Mapping[str, Any]) -> bool:
    names = ("rdb_last_bgsave_status", "aof_last_write_status", "aof_last_bgrewrite_status")
    return any(told.get(name, "ok") != "ok" for name in names)
