"""Names and states full of markup, quotes, and characters that turn the direction of the text."""

from dataclasses import replace

import pytest

from demo.discord.members import CAPTAIN, SampleMember
from tests.e2e.chromium.looks import LOOKS, scrolls_aside
from tests.e2e.chromium.person import Person, answer
from tests.e2e.chromium.stages import CALLBACK, CONSENT, callback
from tests.e2e.chromium.world import HOSTILE, HOSTILE_NAME, WIKI, World, changed

pytestmark = pytest.mark.anyio

MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'>{{ 7 * 7 }}"
OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"
# No NUL and no ends of lines, which HTML and forms do not carry, and a state has not either
# (RFC 6749 appendix A.5).
STATE = f"{MARKUP}</form>&amp;%3Cb%3E{OVERRIDE}evil\N{ESCAPE}\N{DELETE}"
MEMBER = replace(
    CAPTAIN,
    id="1300000000000000001",
    username=f"{MARKUP}{OVERRIDE}evil",
    global_name=MARKUP,
    nick=MARKUP,
    listed=False,
)
STRANGER = replace(MEMBER, id="1300000000000000002", in_guild=False, nick=None)


async def shows_text_alone(person: Person, *names: str) -> None:
    """Whatever the names say stands there as text, turns no words around and fits."""
    named = " ".join(await person.set_off())
    assert all(name in named for name in names), named
    assert OVERRIDE not in await person.page.locator("main").inner_text()
    assert await person.page.locator("main :is(b, img, [onclick], [onerror])").count() == 0
    await LOOKS["320"].put_on(person.page)
    assert not await scrolls_aside(person.page)


async def come(world: World, person: Person, client_id: str, member: SampleMember) -> None:
    world.discord.simulator.set_member(member)
    await person.open(await callback(person, world, member, client_id))


async def test_the_consent_page_shows_hostile_names_as_text(world: World, person: Person) -> None:
    await come(world, person, HOSTILE, MEMBER)
    await person.at(world.at_provider(CONSENT))

    await shows_text_alone(person, HOSTILE_NAME, MARKUP)


async def test_the_page_for_others_shows_hostile_names_as_text(
    world: World, person: Person
) -> None:
    await come(world, person, HOSTILE, STRANGER)
    await person.at(world.at_provider(CALLBACK))

    await shows_text_alone(person, HOSTILE_NAME, MARKUP)


async def test_the_sign_in_page_shows_hostile_names_as_text(world: World, person: Person) -> None:
    await come(world, person, HOSTILE, MEMBER)
    await person.press(answer("cancel"))
    await person.open(world.begin(HOSTILE, prompt="login").url)

    await shows_text_alone(person, HOSTILE_NAME, MARKUP)


@pytest.mark.parametrize("mode", ["query", "form_post"])
async def test_a_hostile_state_comes_back_to_the_letter(
    world: World, person: Person, mode: str
) -> None:
    url = changed(world.begin(WIKI, response_mode=mode).url, state=STATE)
    await person.sign_in(url, CAPTAIN)
    await person.at(world.application.home)
    came = world.application.answers.pop(STATE)

    assert [sent.method for sent in came] == ["GET" if mode == "query" else "POST"]
    assert "code" in came[0].parameters
