"""The way out: at once with the ID token of the session, after a question without it."""

import pytest

from tests.e2e.chromium.person import Person, answer
from tests.e2e.chromium.stages import SIGN_OUT, SIGNED_OUT
from tests.e2e.chromium.world import RESULTS, WIKI, World

pytestmark = pytest.mark.anyio

_STATE = "\"<>&%# it's"


async def is_signed_in(world: World, person: Person) -> bool:
    attempt = world.begin(RESULTS, prompt="none")
    await person.open(attempt.url)
    came = await world.arrived(person, attempt)
    return "code" in came.parameters


async def test_with_the_hint_it_is_done_at_once_and_the_state_comes_back(
    world: World, person: Person
) -> None:
    state = f"{_STATE} 1"
    bye = {"post_logout_redirect_uri": world.application.bye, "state": state}
    await person.open(await world.sign_out_url(person, **bye))
    await person.at(world.application.home)

    assert world.application.answer_to(state).parameters == {"state": state}
    assert not await is_signed_in(world, person)


async def test_without_the_hint_it_is_asked_first_and_chromium_lets_the_form_lead_on(
    world: World, person: Person
) -> None:
    await world.sign_out_url(person)
    state = f"{_STATE} 2"
    query = {"client_id": WIKI, "post_logout_redirect_uri": world.application.bye, "state": state}
    await person.open(world.sign_out_without_hint(**query))
    await person.at(world.at_provider(SIGN_OUT))
    assert "Club wiki" in await person.set_off()
    await person.press(answer("sign-out"))
    await person.at(world.application.home)

    assert world.application.answer_to(state).parameters == {"state": state}
    assert not await is_signed_in(world, person)


async def test_by_keyboard_alone_somebody_signs_out_and_is_told(
    world: World, person: Person
) -> None:
    await world.sign_out_url(person)
    await person.open(world.sign_out_without_hint())
    await person.enter(answer("sign-out"))
    await person.at(world.at_provider(SIGNED_OUT))

    assert not await is_signed_in(world, person)


async def test_who_stays_is_still_signed_in(world: World, person: Person) -> None:
    await world.sign_out_url(person)
    await person.open(world.sign_out_without_hint())
    await person.press(answer("stay"))

    assert await is_signed_in(world, person)
