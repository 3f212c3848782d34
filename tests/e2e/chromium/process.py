"""The browser itself: the Chromium of the machine, never one that is downloaded."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

_COMMAND = "chromium"


def chromium_missing() -> str | None:
    """Tell that there is no Chromium on PATH, if there is none."""
    return None if shutil.which(_COMMAND) else f"{_COMMAND} is not on PATH"


@asynccontextmanager
async def running_chromium() -> AsyncIterator[Browser]:
    """Run one browser process until the block ends."""
    # As root, Chromium starts without its sandbox only.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which(_COMMAND), args=arguments
        )
        try:
            yield browser
        finally:
            await browser.close()
