"""Each error page: what is shown, and the line of the log its reference leads to."""

import pytest

from tests.e2e.chromium.person import Person
from tests.e2e.chromium.stages import ERRORS
from tests.e2e.chromium.world import Stage, World

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("stage", "reason"), ERRORS.values(), ids=ERRORS.keys())
async def test_the_reference_on_the_page_finds_the_reason_in_the_log(
    world: World, person: Person, stage: Stage, reason: str
) -> None:
    await stage(person, world)
    text = await person.text()
    shown = [
        line
        for provider in (world.provider, world.storeless)
        for line in provider.events("page_shown")
        if line["reference"] in text
    ]

    assert [line["reason"].partition(" (")[0] for line in shown] == [reason]
    assert await person.page.locator("form").count() == 0
