"""The provider as people run it: the real command, in a process of its own."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from demo.failures import DemoError

READY_WITHIN = 15
STOPS_WITHIN = 5
LOG = "guildpass.log"


@asynccontextmanager
async def provider_process(
    settings: Mapping[str, str], directory: Path, *, quiet: bool
) -> AsyncIterator[Process]:
    """Run ``guildpass serve`` with these settings only, from when it is ready to the end."""
    process = await _start(settings, directory, quiet=quiet)
    try:
        await _until_ready(process, settings["ISSUER"], directory)
        yield process
    finally:
        await _stop(process)


async def _start(settings: Mapping[str, str], directory: Path, *, quiet: bool) -> Process:
    """Start it where no ``.env`` lies, and apart from the terminal's Ctrl-C, which is ours."""
    command = Path(sys.executable).with_name("guildpass")
    output = os.open(directory / LOG, os.O_WRONLY | os.O_CREAT, 0o600) if quiet else None
    try:
        return await asyncio.create_subprocess_exec(
            command,
            "serve",
            cwd=directory,
            env={"PATH": os.environ.get("PATH", os.defpath), **settings},
            stdin=DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    except FileNotFoundError as error:
        raise DemoError(f"There is no {command}: `make demo` installs it.") from error
    finally:
        if output is not None:
            os.close(output)


async def _until_ready(process: Process, issuer: str, directory: Path) -> None:
    try:
        async with asyncio.timeout(READY_WITHIN), httpx.AsyncClient(trust_env=False) as client:
            while process.returncode is None:
                if await _is_ready(client, issuer):
                    return
                await asyncio.sleep(0.05)
    except TimeoutError as error:
        line = f"Guildpass was not ready within {READY_WITHIN} seconds."
        raise DemoError(line, logged(directory)) from error
    line = f"Guildpass stopped before it was ready, with exit code {process.returncode}."
    raise DemoError(line, logged(directory))


async def _is_ready(client: httpx.AsyncClient, issuer: str) -> bool:
    try:
        return (await client.get(f"{issuer}/health/ready")).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


async def _stop(process: Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(STOPS_WITHIN):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
    finally:
        if process.returncode is None:
            # Reached when this was itself cut short.
            process.kill()


def logged(directory: Path) -> str:
    """Give what a quiet provider wrote."""
    log = directory / LOG
    return log.read_text(errors="replace") if log.exists() else ""
