"""A person at a browser of their own, and everything the browser complained about."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    WebError,
)

from demo.discord.members import SampleMember

_PATIENCE = 10_000
_REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (violation) => console.error(
    `Content Security Policy: ${violation.effectiveDirective} ${violation.blockedURI}`))
"""
_MOST_TABS = 12


def button(name: str, value: str) -> str:
    """Select a button by what it sends."""
    return f'button[name="{name}"][value="{value}"]'


def answer(value: str) -> str:
    """Select a button of one of our pages."""
    return button("answer", value)


def account(member: SampleMember) -> str:
    """Select a person on Discord's page."""
    return button("user_id", member.id)


def origin_of(url: str) -> str:
    """Give scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


CANCEL_AT_DISCORD = button("cancel", "1")


class Person:
    """One browser without a past; ``complaints`` are violations of the CSP and script errors."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.context = context
        self.page = page
        self.complaints: list[str] = []
        self.asked: list[str] = []
        context.on("console", self._heard)
        context.on("request", self._requested)
        context.on("weberror", self._failed)
        context.on("dialog", self._interrupted)

    async def open(self, url: str) -> None:
        """Type an address."""
        await self.page.goto(url, wait_until="commit")

    async def press(self, selector: str) -> None:
        """Click a button or a link, and wait for the page after it."""
        async with self.page.expect_navigation(wait_until="commit"):
            await self.page.click(selector)

    async def sign_in(self, url: str, member: SampleMember) -> None:
        """Go to Discord and agree there."""
        await self.open(url)
        await self.press(account(member))

    async def tab_to(self, selector: str) -> None:
        """Move the focus to it by the Tab key alone; it must be seen where the focus is."""
        for _ in range(_MOST_TABS):
            await self.page.keyboard.press("Tab")
            focused = self.page.locator(f"{selector}:focus")
            if await focused.count():
                outline = await focused.evaluate("it => getComputedStyle(it).outlineStyle")
                assert outline != "none", f"nobody sees that the focus is at {selector}"
                return
        raise AssertionError(f"the Tab key does not lead to {selector}")

    async def enter(self, selector: str) -> None:
        """Press it by keyboard alone, and wait for the page after it."""
        await self.tab_to(selector)
        async with self.page.expect_navigation(wait_until="commit"):
            await self.page.keyboard.press("Enter")

    async def at(self, url: str) -> dict[str, str]:
        """Wait until the address, its query aside, is this one; give the query."""
        await self.page.wait_for_url(lambda address: address.partition("?")[0] == url)
        query = parse_qs(urlsplit(self.page.url).query, strict_parsing=False)
        return {name: values[0] for name, values in query.items()}

    async def set_off(self) -> list[str]:
        """Give the words the page sets off: applications, accounts, addresses."""
        return await self.page.locator("main :is(strong, bdi)").all_inner_texts()

    async def text(self) -> str:
        """Give the words of the page."""
        return await self.page.locator("body").inner_text()

    def _heard(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def _failed(self, fault: WebError) -> None:
        self.complaints.append(str(fault.error))

    async def _interrupted(self, dialog: Dialog) -> None:
        self.complaints.append(f"{dialog.type}: {dialog.message}")
        await dialog.dismiss()

    def _requested(self, request: Request) -> None:
        self.asked.append(request.url)


@asynccontextmanager
async def somebody(
    browser: Browser,
    known: Collection[str],
    **options: Any,  # noqa: ANN401 - Playwright's own
) -> AsyncIterator[Person]:
    """Open a fresh browser until the block ends; ``options`` are those of a Playwright context.

    Afterwards no page has broken its policy, and nobody but the ``known`` origins was asked.
    """
    context = await browser.new_context(**options)
    try:
        context.set_default_timeout(_PATIENCE)
        await context.add_init_script(_REPORT_VIOLATIONS)
        person = Person(context, await context.new_page())
        yield person
        assert not person.complaints, person.complaints
        strangers = {origin_of(url) for url in person.asked} - {*known}
        assert not strangers, strangers
    finally:
        await context.close()
