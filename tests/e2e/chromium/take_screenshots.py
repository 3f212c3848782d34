"""Photographs every page into ``docs/images``: ``make screenshots``. No part of the test run."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.e2e.chromium.looks import LOOKS
from tests.e2e.chromium.person import somebody
from tests.e2e.chromium.stages import PAGES, Stage
from tests.e2e.chromium.world import World

pytestmark = pytest.mark.anyio

IMAGES = Path(__file__).parents[3] / "docs" / "images"
PHOTOGRAPHED = ("light", "dark", "320")
_LARGEST = 60_000


@pytest.mark.parametrize(("name", "stage"), PAGES.items(), ids=PAGES.keys())
async def test_photographs_a_page(
    world: World, chromium: Browser, name: str, stage: Stage
) -> None:
    async with somebody(chromium, world.origins) as person:
        await stage(person, world)
        for look in PHOTOGRAPHED:
            await LOOKS[look].put_on(person.page)
            picture = await person.page.screenshot(
                path=IMAGES / f"{name}-{look}.png", animations="disabled"
            )

            assert len(picture) < _LARGEST
