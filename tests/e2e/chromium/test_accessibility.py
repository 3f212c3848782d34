"""Every page, in both schemes and on a narrow screen: by axe-core, and without scrolling aside."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.e2e.chromium.axe import Axe
from tests.e2e.chromium.looks import LOOKS
from tests.e2e.chromium.person import Person, somebody
from tests.e2e.chromium.stages import PAGES, Stage
from tests.e2e.chromium.world import World

pytestmark = pytest.mark.anyio

LARGEST = 20_000


@pytest.fixture(scope="session")
def axe(npm_packages: Path) -> Axe:
    """Read axe-core once."""
    return Axe(npm_packages)


@pytest.mark.parametrize("stage", PAGES.values(), ids=PAGES.keys())
async def test_a_page_is_small_and_usable_in_every_look(
    world: World, person: Person, axe: Axe, stage: Stage
) -> None:
    await stage(person, world)

    assert len((await person.page.content()).encode()) < LARGEST
    for name, look in LOOKS.items():
        await look.put_on(person.page)
        width = await person.page.evaluate("document.documentElement.scrollWidth")

        assert width <= look.width, name
        assert await axe.violations(person.page) == [], name


async def test_axe_finds_what_is_wrong(chromium: Browser, axe: Axe) -> None:
    async with somebody(chromium, known=()) as at_browser:
        await at_browser.page.set_content("<p style='color:#ccc;background:#fff'>Pale</p>")
        found = " ".join(await axe.violations(at_browser.page))

    assert "color-contrast" in found
    assert "html-has-lang" in found
