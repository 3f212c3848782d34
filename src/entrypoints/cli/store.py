"""Commands that work on the store of the running provider."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

from application.ports.store import StoreUnavailable
from entrypoints.cli.environment import stop, values_of_process
from entrypoints.container import Container, build_container, close
from entrypoints.log_setup import configure_logging
from entrypoints.settings import Settings, SettingsError, load_settings

T = TypeVar("T")


def in_store(work: Callable[[Container], Awaitable[T]]) -> T:
    """Do something with the settings of the provider; what is logged goes to standard error."""
    try:
        settings = _of_shared_store(load_settings(values_of_process()))
        container = build_container(settings)
    except SettingsError as fault:
        stop(fault)
    configure_logging(settings.log_format, settings.log_level, stream=sys.stderr)
    try:
        return asyncio.run(_with(container, work))
    except StoreUnavailable as fault:
        sys.stderr.write(f"guildpass: {fault.reason}; nothing is certain, so try again\n")
        sys.exit(1)


def _of_shared_store(settings: Settings) -> Settings:
    if settings.store == "memory":
        mend = "must be set: without it the store is inside the serving process"
        raise SettingsError("REDIS_URL", mend)
    return settings


async def _with(container: Container, work: Callable[[Container], Awaitable[T]]) -> T:
    try:
        return await work(container)
    finally:
        # Applications are being told that a session has ended: that has to arrive.
        await close(container)
