"""The ways a page is looked at: light, dark, and on the narrowest screen."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.async_api import Page


@dataclass(frozen=True, kw_only=True)
class Look:
    """A colour scheme and the size of the window, in CSS pixels."""

    scheme: Literal["light", "dark"]
    width: int
    height: int

    async def put_on(self, page: Page) -> None:
        """Show the page like this."""
        await page.emulate_media(color_scheme=self.scheme, reduced_motion="reduce")
        await page.set_viewport_size({"width": self.width, "height": self.height})


# WCAG 2.2, 1.4.10: 320 px is what is left of 1280 px at four times the size.
NARROW = 320
LOOKS = {
    "light": Look(scheme="light", width=720, height=480),
    "dark": Look(scheme="dark", width=720, height=480),
    "320": Look(scheme="light", width=NARROW, height=480),
}
IMAGES = Path(__file__).parents[3] / "docs" / "images"


def pictures(page: str) -> dict[str, Path]:
    """Give the files a page is photographed into, by the name of the look."""
    return {look: IMAGES / f"{page}-{look}.png" for look in LOOKS}


async def scrolls_aside(page: Page) -> bool:
    """Tell whether there is more to the right than the window shows."""
    wide: bool = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return wide
