"""The way out: at once with the ID token of the session, after a question without it."""

from urllib.parse import parse_qsl

import pytest

from tests.e2e.chromium.person import Person, answer
from tests.e2e.chromium.stages import SIGN_OUT, SIGNED_OUT
from tests.e2e.chromium.world import RESULTS, WIKI, World

pytestmark = pytest.mark.anyio

_STATE = "\"<>&%# it's"
# Sent by a page of another site, so that no cookie of ours comes along.
_POST = """([action, fields]) => {
    const form = Object.assign(document.createElement("form"), {method: "post", action})
    for (const [name, value] of fields)
        form.append(Object.assign(document.createElement("input"), {name, value}))
    document.body.append(form)
    form.submit()
}"""


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


async def test_a_form_of_another_site_with_the_hint_is_led_through_too(
    world: World, person: Person
) -> None:
    state = f"{_STATE} 3"
    bye = {"post_logout_redirect_uri": world.application.bye, "state": state}
    endpoint, _, query = (await world.sign_out_url(person, **bye)).partition("?")
    # The provider's host is 127.0.0.1, which is another site than localhost.
    await person.open(world.application.callback.replace("/callback", "/home"))
    async with person.page.expect_navigation(wait_until="commit"):
        await person.page.evaluate(_POST, [endpoint, parse_qsl(query)])
    await person.at(world.application.home)

    assert world.application.answer_to(state).parameters == {"state": state}
    assert not await is_signed_in(world, person)


async def test_signing_out_needs_no_script(world: World, without_scripts: Person) -> None:
    await world.sign_out_url(without_scripts)
    await without_scripts.open(world.sign_out_without_hint())
    await without_scripts.press(answer("sign-out"))
    await without_scripts.at(world.at_provider(SIGNED_OUT))

    assert not await is_signed_in(world, without_scripts)
