"""How Redis is set up, by INFO and TIME: hosted ones do not let CONFIG be called."""

import asyncio
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from adapters.store.redis.store import RedisStore
from application.ports.store_inspection import StoreFacts, StoreInspection

_NUMBERS = re.compile(r"[0-9]+")
_MICROSECONDS = 1_000_000


class RedisInspection(StoreInspection):
    """``has_password``: whether REDIS_URL brings one; Redis takes none where it wants none."""

    def __init__(self, *, store: RedisStore, has_password: bool) -> None:
        self._store = store
        self._has_password = has_password

    async def facts(self) -> StoreFacts:
        """Ask for both at once."""
        redis = self._store.redis
        async with self._store.deadline():
            info, (seconds, micro) = await asyncio.gather(redis.info(), redis.time())
        told = cast("Mapping[str, Any]", info)
        return StoreFacts(
            version=tuple(int(one) for one in _NUMBERS.findall(str(told.get("redis_version", "")))),
            eviction=told.get("maxmemory_policy"),
            appends=bool(told["aof_enabled"]) if "aof_enabled" in told else None,
            writes_fail=_writes_fail(told),
            is_replica=told.get("role") in {"slave", "replica"},
            asks_for_password=self._has_password,
            now=datetime.fromtimestamp(int(seconds) + int(micro) / _MICROSECONDS, UTC),
        )


def _writes_fail(told: Mapping[str, Any]) -> bool:
    names = ("rdb_last_bgsave_status", "aof_last_write_status", "aof_last_bgrewrite_status")
    return any(told.get(name, "ok") != "ok" for name in names)
