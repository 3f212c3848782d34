"""Photographs every page into ``docs/images``: ``make screenshots``. No part of the test run."""

from dataclasses import replace

import pytest
from playwright.async_api import Browser

from tests.e2e.chromium.looks import IMAGES, LOOKS, pictures
from tests.e2e.chromium.person import somebody
from tests.e2e.chromium.stages import PAGES
from tests.e2e.chromium.world import Stage, World

pytestmark = pytest.mark.anyio

LIST = IMAGES / "README.md"
_TALLEST = 880
_LARGEST = 100_000
_HEADING = """\
# Every page, as Chromium shows it

Taken by `make screenshots`, which writes this list, too: light, dark, and on a screen of 320 px.
Pages that are taller than {tallest} px are cut.
"""


@pytest.mark.parametrize(("name", "stage"), PAGES.items(), ids=PAGES.keys())
async def test_photographs_a_page(world: World, chromium: Browser, name: str, stage: Stage) -> None:
    IMAGES.mkdir(exist_ok=True)
    async with somebody(chromium, world.origins) as person:
        await stage(person, world)
        for name_of_look, look in LOOKS.items():
            await look.put_on(person.page)
            height = await person.page.evaluate("document.documentElement.scrollHeight")
            await replace(look, height=min(height, _TALLEST)).put_on(person.page)
            picture = await person.page.screenshot(path=pictures(name)[name_of_look])

            assert len(picture) < _LARGEST


def test_lists_the_photographs_and_removes_those_of_no_page() -> None:
    sections, wanted = [_HEADING.format(tallest=_TALLEST)], set()
    for name in PAGES:
        files = pictures(name)
        shown = " ".join(f"![{look}]({file.name})" for look, file in files.items())
        sections.append(f"## {name}\n\n{shown}\n")
        wanted |= {*files.values()}
    LIST.write_text("\n".join(sections))
    for file in {*IMAGES.glob("*.png")} - wanted:
        file.unlink()

    assert {*IMAGES.glob("*.png")} == wanted
