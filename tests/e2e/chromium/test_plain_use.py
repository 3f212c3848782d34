"""The whole way without scripts, and by the keyboard alone."""

import pytest

from demo.discord.members import CAPTAIN
from tests.e2e.chromium.person import Person, account, answer
from tests.e2e.chromium.stages import CONSENT
from tests.e2e.chromium.world import FORUM, World

pytestmark = pytest.mark.anyio


async def test_a_browser_without_scripts_does_the_whole_sign_in(
    world: World, without_scripts: Person
) -> None:
    attempt = world.begin(FORUM, prompt="login")
    await without_scripts.open(attempt.url)
    await without_scripts.press(answer("continue"))
    await without_scripts.press(account(CAPTAIN))
    await without_scripts.press(answer("allow"))
    came = await world.arrived(without_scripts, attempt)

    assert await world.subject(FORUM, attempt, came) == CAPTAIN.id


async def test_tab_and_enter_lead_through_sign_in_and_consent(world: World, person: Person) -> None:
    attempt = world.begin(FORUM, prompt="login")
    await person.open(attempt.url)
    await person.enter(answer("continue"))
    await person.enter(account(CAPTAIN))
    await person.at(world.at_provider(CONSENT))
    await person.enter(answer("allow"))
    came = await world.arrived(person, attempt)

    assert await world.subject(FORUM, attempt, came) == CAPTAIN.id
