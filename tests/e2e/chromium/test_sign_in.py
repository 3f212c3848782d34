"""The way through: to Discord, back, and on to the application; or out of it by Cancel."""

import pytest

from demo.discord.members import CAPTAIN, DRIVER
from tests.e2e.chromium.person import CANCEL_AT_DISCORD, Person, account, answer
from tests.e2e.chromium.stages import SIGN_IN
from tests.e2e.chromium.world import RESULTS, WIKI, World
from tests.e2e.relying_party import Attempt

pytestmark = pytest.mark.anyio


async def test_a_captain_signs_in_and_the_application_learns_who_it_is(
    world: World, person: Person
) -> None:
    attempt = world.begin(WIKI)
    await person.sign_in(attempt.url, CAPTAIN)
    came = await world.arrived(person, attempt)

    assert came.method == "GET"
    assert await world.subject(WIKI, attempt, came) == CAPTAIN.id


async def test_a_second_application_gets_its_answer_without_any_page(
    world: World, person: Person
) -> None:
    await world.arrived(person, await begun(world, person))
    person.asked.clear()
    attempt = world.begin(RESULTS)
    await person.open(attempt.url)
    came = await world.arrived(person, attempt)

    assert await world.subject(RESULTS, attempt, came) == CAPTAIN.id
    assert not any(url.startswith(world.discord.url) for url in person.asked)


async def test_prompt_login_shows_our_page_then_discord_and_signs_in_anew(
    world: World, person: Person
) -> None:
    await world.arrived(person, await begun(world, person))
    attempt = world.begin(WIKI, prompt="login")
    await person.open(attempt.url)
    await person.at(world.at_provider(SIGN_IN))
    named = await person.set_off()
    await person.press(answer("continue"))
    await person.press(account(DRIVER))
    came = await world.arrived(person, attempt)

    assert CAPTAIN.username in named
    assert await world.subject(WIKI, attempt, came) == DRIVER.id


async def test_cancel_on_our_page_goes_back_to_the_application(
    world: World, person: Person
) -> None:
    attempt = world.begin(WIKI, prompt="login")
    await person.open(attempt.url)
    await person.press(answer("cancel"))
    came = await world.arrived(person, attempt)

    assert came.parameters["error"] == "access_denied"


async def test_cancel_at_discord_goes_back_to_the_application(world: World, person: Person) -> None:
    attempt = world.begin(WIKI)
    await person.open(attempt.url)
    await person.press(CANCEL_AT_DISCORD)
    came = await world.arrived(person, attempt)

    assert came.parameters["error"] == "access_denied"


async def begun(world: World, person: Person) -> Attempt:
    attempt = world.begin(WIKI)
    await person.sign_in(attempt.url, CAPTAIN)
    return attempt
