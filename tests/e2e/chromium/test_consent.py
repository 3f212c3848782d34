"""The consent page: yes, no, somebody else, and a page that was answered before."""

import pytest

from demo.discord.members import CAPTAIN, DRIVER
from tests.e2e.chromium.person import Person, account, answer
from tests.e2e.chromium.stages import CONSENT
from tests.e2e.chromium.world import FORUM, World
from tests.e2e.relying_party import Attempt

pytestmark = pytest.mark.anyio


async def asked(world: World, person: Person) -> Attempt:
    attempt = world.begin(FORUM)
    await person.sign_in(attempt.url, CAPTAIN)
    await person.at(world.at_provider(CONSENT))
    return attempt


async def test_who_allows_goes_on_to_the_application(world: World, person: Person) -> None:
    attempt = await asked(world, person)
    await person.press(answer("allow"))
    came = await world.arrived(person, attempt)

    assert await world.subject(FORUM, attempt, came) == CAPTAIN.id


async def test_who_cancels_goes_back_without_a_code(world: World, person: Person) -> None:
    attempt = await asked(world, person)
    await person.press(answer("cancel"))
    came = await world.arrived(person, attempt)

    assert came.parameters["error"] == "access_denied"


async def test_another_account_is_chosen_at_discord_and_asked_for_itself(
    world: World, person: Person
) -> None:
    attempt = await asked(world, person)
    await person.press(answer("other-account"))
    await person.press(account(DRIVER))
    await person.at(world.at_provider(CONSENT))
    named = await person.set_off()
    await person.press(answer("allow"))
    came = await world.arrived(person, attempt)

    assert DRIVER.username in named
    assert CAPTAIN.username not in named
    assert await world.subject(FORUM, attempt, came) == DRIVER.id


async def test_allowing_again_in_another_tab_gives_no_second_code(
    world: World, person: Person
) -> None:
    attempt = await asked(world, person)
    other_tab = await person.context.new_page()
    await other_tab.goto(person.page.url)
    await person.press(answer("allow"))
    await world.arrived(person, attempt)
    async with other_tab.expect_navigation():
        await other_tab.click(answer("allow"))
    shown = world.provider.events("page_shown")[-1]

    assert shown["reason"] == "the page is unknown, expired or was answered"
    assert shown["reference"] in await other_tab.locator("body").inner_text()
    # Raises if the application got more than one answer.
    world.application.answer_to(attempt.state)


async def test_going_back_to_an_answered_page_says_that_it_has_ended(
    world: World, person: Person
) -> None:
    attempt = await asked(world, person)
    await person.press(answer("allow"))
    await world.arrived(person, attempt)
    await person.page.go_back()
    text = await person.text()
    shown = world.provider.events("page_shown")[-1]

    assert shown["reason"] == "the page is unknown, expired or was answered"
    assert shown["reference"] in text
