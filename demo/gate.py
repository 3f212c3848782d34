"""A gate that is closed in the file while everything runs."""

import asyncio
from pathlib import Path

from demo.browser import Browser
from demo.discord.members import CAPTAIN, DRIVER
from demo.scenarios import expect_words, go_to_discord
from demo.stack import RULES, DemoStack, Plan

_TAKEN_UP_WITHIN = 15


async def meets_a_closed_gate(stack: DemoStack) -> None:
    """Close it to all but captains: a driver is told why, a captain gets in."""
    file = stack.directory / RULES
    before = await asyncio.to_thread(file.read_text)
    await asyncio.to_thread(_put, file, before.replace("# [gate]\n# any", "[gate]\nany"))
    try:
        async with asyncio.timeout(_TAKEN_UP_WITHIN), Browser() as browser:
            while not await _is_refused(stack.plan, browser):
                continue
        expect_words(browser, "You have to be in one of these: Captains.")
        async with Browser() as browser:
            await go_to_discord(stack.plan, browser)
            await browser.press("user_id", CAPTAIN.id)
            expect_words(browser, f"@{CAPTAIN.username}")
    finally:
        await asyncio.to_thread(_put, file, before)


async def _is_refused(plan: Plan, browser: Browser) -> bool:
    await browser.open(f"{plan.dashboard_url}/login")
    if browser.visited[-1].startswith(plan.simulator_url):
        await browser.press("user_id", DRIVER.id)
    return browser.visited[-1].startswith(f"{plan.provider_url}/")


def _put(file: Path, text: str) -> None:
    new = file.with_suffix(".new")
    new.write_text(text)
    new.replace(file)
