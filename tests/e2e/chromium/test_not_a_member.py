"""Who is not a member, or is blocked: back to the application, or on with another account."""

import pytest

from demo.discord.members import CAPTAIN, OUTSIDER
from tests.e2e.chromium.person import Person, account
from tests.e2e.chromium.stages import CALLBACK
from tests.e2e.chromium.world import BLOCKED, WIKI, World
from tests.e2e.relying_party import Attempt

pytestmark = pytest.mark.anyio


async def refused(world: World, person: Person, **parameters: str) -> Attempt:
    attempt = world.begin(WIKI, **parameters)
    await person.sign_in(attempt.url, OUTSIDER)
    await person.at(world.at_provider(CALLBACK))
    assert OUTSIDER.username in await person.set_off()
    return attempt


async def test_the_way_back_tells_the_application_that_access_was_denied(
    world: World, person: Person
) -> None:
    attempt = await refused(world, person)
    await person.press(f'a[href^="{world.application.callback}"]')
    came = await world.arrived(person, attempt)

    assert (came.method, came.parameters["error"]) == ("GET", "access_denied")


async def test_the_way_back_is_a_form_where_the_application_asked_for_one(
    world: World, person: Person
) -> None:
    attempt = await refused(world, person, response_mode="form_post")
    await person.press(f'form[action="{world.application.callback}"] button')
    came = await world.arrived(person, attempt)

    assert (came.method, came.parameters["error"]) == ("POST", "access_denied")


async def test_another_account_gets_in(world: World, person: Person) -> None:
    attempt = await refused(world, person)
    await person.press(f'a[href^="{world.discord.url}"]')
    await person.press(account(CAPTAIN))
    came = await world.arrived(person, attempt)

    assert await world.subject(WIKI, attempt, came) == CAPTAIN.id


async def test_somebody_who_is_blocked_may_go_back_or_take_another_account(
    world: World, person: Person
) -> None:
    attempt = world.begin(WIKI)
    await person.open(attempt.url)
    asked = await person.at(f"{world.discord.url}/oauth2/authorize")
    await person.open(world.discord.simulator.approve(asked, BLOCKED.id))
    text = await person.text()
    back = await person.page.get_attribute(f'a[href^="{world.application.callback}"]', "href")
    await person.press(f'a[href^="{world.discord.url}"]')
    await person.press(account(CAPTAIN))
    came = await world.arrived(person, attempt)

    assert "blocked" in text
    assert "error=access_denied" in str(back)
    assert await world.subject(WIKI, attempt, came) == CAPTAIN.id
