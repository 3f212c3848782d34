"""Every page, in both schemes and on a narrow screen: by axe-core, and without scrolling aside."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.e2e.chromium.axe import Axe
from tests.e2e.chromium.demo_stages import DEMO
from tests.e2e.chromium.looks import IMAGES, LOOKS, pictures, scrolls_aside
from tests.e2e.chromium.person import Person, somebody
from tests.e2e.chromium.stages import PAGES
from tests.e2e.chromium.world import Stage, World

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
        assert not await scrolls_aside(person.page), name
        assert await axe.violations(person.page) == [], name


@pytest.mark.parametrize("stage", PAGES.values(), ids=PAGES.keys())
async def test_a_page_fits_the_narrowest_screen_in_german_too(
    world: World, chromium: Browser, axe: Axe, stage: Stage
) -> None:
    async with somebody(chromium, world.origins, locale="de-DE") as person:
        await stage(person, world)
        await LOOKS["320"].put_on(person.page)
        language = await person.page.locator("html").get_attribute("lang")
        wide = await scrolls_aside(person.page)
        violations = await axe.violations(person.page)

    assert not wide
    assert not violations
    assert language == ("en" if stage in DEMO.values() else "de")


async def test_what_is_wrong_with_a_page_is_found(chromium: Browser, axe: Axe) -> None:
    async with somebody(chromium, known=()) as at_browser:
        await at_browser.page.set_content(
            "<p style='color:#ccc;background:#fff;width:5000px'>Pale</p>"
        )
        found = " ".join(await axe.violations(at_browser.page))
        wide = await scrolls_aside(at_browser.page)

    assert wide
    assert "color-contrast" in found
    assert "html-has-lang" in found


def test_every_page_has_its_pictures_in_the_docs() -> None:
    """``make screenshots`` takes them."""
    wanted = {file for page in PAGES for file in pictures(page).values()}

    assert {*IMAGES.glob("*.png")} == wanted
