"""Photographs every page into ``docs/images``: ``make screenshots``. No part of the test run."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.e2e.chromium.looks import LOOKS
from tests.e2e.chromium.person import somebody
from tests.e2e.chromium.stages import PAGES, Stage
from tests.e2e.chromium.world import World

pytestmark = pytest.mark.anyio

IMAGES = Path(__file__).parents[3] / "docs" / "images"
LIST = IMAGES / "README.md"
_TALLEST = 720
_LARGEST = 80_000
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
            picture = await person.page.screenshot(path=IMAGES / _file(name, name_of_look))

            assert len(picture) < _LARGEST


def test_lists_the_photographs_and_removes_those_of_no_page() -> None:
    sections = [_HEADING.format(tallest=_TALLEST)]
    for name in PAGES:
        shown = " ".join(f"![{look}]({_file(name, look)})" for look in LOOKS)
        sections.append(f"## {name}\n\n{shown}\n")
    LIST.write_text("\n".join(sections))
    wanted = {_file(name, look) for name in PAGES for look in LOOKS}
    for file in IMAGES.glob("*.png"):
        if file.name not in wanted:
            file.unlink()

    assert {file.name for file in IMAGES.glob("*.png")} == wanted


def _file(name: str, look: str) -> str:
    return f"{name}-{look}.png"
