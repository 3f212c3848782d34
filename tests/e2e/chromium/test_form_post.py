"""Answers by POST: the page submits itself, and has a button where it cannot."""

import pytest

from demo.discord.members import CAPTAIN
from tests.e2e.chromium.person import CANCEL_AT_DISCORD, Person
from tests.e2e.chromium.world import WIKI, World

pytestmark = pytest.mark.anyio


async def test_a_code_comes_by_post_without_a_click_and_from_nowhere(
    world: World, person: Person
) -> None:
    attempt = world.begin(WIKI, response_mode="form_post")
    await person.sign_in(attempt.url, CAPTAIN)
    came = await world.arrived(person, attempt)

    assert (came.method, came.origin) == ("POST", "null")
    assert await world.subject(WIKI, attempt, came) == CAPTAIN.id


async def test_an_error_comes_by_post_too(world: World, person: Person) -> None:
    attempt = world.begin(WIKI, response_mode="form_post")
    await person.open(attempt.url)
    await person.press(CANCEL_AT_DISCORD)
    came = await world.arrived(person, attempt)

    assert (came.method, came.parameters["error"]) == ("POST", "access_denied")


async def test_without_scripts_the_button_does_it(world: World, without_scripts: Person) -> None:
    attempt = world.begin(WIKI, response_mode="form_post")
    await without_scripts.sign_in(attempt.url, CAPTAIN)
    assert attempt.state not in world.application.answers
    await without_scripts.press(f'form[action="{world.application.callback}"] button')
    came = await world.arrived(without_scripts, attempt)

    assert came.method == "POST"
    assert await world.subject(WIKI, attempt, came) == CAPTAIN.id


async def test_without_scripts_an_error_has_its_button_too(
    world: World, without_scripts: Person
) -> None:
    attempt = world.begin(WIKI, response_mode="form_post")
    await without_scripts.open(attempt.url)
    await without_scripts.press(CANCEL_AT_DISCORD)
    await without_scripts.press(f'form[action="{world.application.callback}"] button')
    came = await world.arrived(without_scripts, attempt)

    assert (came.method, came.parameters["error"]) == ("POST", "access_denied")
