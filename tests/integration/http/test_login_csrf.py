"""Nobody is signed in, or asked, in a browser that has not begun it."""

import pytest

from tests import builders
from tests.integration.http.answers import assert_page
from tests.integration.http.browser import Browser, state_of
from tests.integration.http.harness import CONSENT, SIGN_IN, Provider
from tests.integration.http.page import Page

pytestmark = pytest.mark.anyio

VICTIM = builders.an_identity(discord_id="80351110224678913", username="otto")
PAGES = [(SIGN_IN, "login", "Continue with Discord"), (CONSENT, "consent", "Allow")]


async def test_the_callback_of_an_attacker_signs_nobody_in_as_the_attacker(
    browser: Browser, provider: Provider
) -> None:
    """N-X-04 (C-61): with a session of one's own and without."""
    attacker = Browser(provider)
    state = await attacker.begin()
    assert_page(await browser.come_back(state))
    assert browser.session is None

    provider.upstream.answer = VICTIM
    mine = await browser.told(await browser.sign_in())
    assert_page(await browser.come_back(state))
    after = await browser.told(await browser.authorize(prompt="none"))

    assert (after["sub"], after["sid"]) == (mine["sub"], mine["sid"])
    assert provider.upstream.codes == ["discord-code"]
    assert (await attacker.come_back(state)).status_code == 303


async def test_a_trip_that_an_answered_page_began_is_bound_as_well(
    browser: Browser, provider: Provider
) -> None:
    """N-X-04 (C-61)."""
    attacker = Browser(provider)
    page = await attacker.page_for(prompt="login")
    state = state_of(await attacker.press(page, "Continue with Discord"))

    assert_page(await browser.come_back(state))
    await browser.begin()
    assert_page(await browser.come_back(state))
    assert provider.upstream.codes == []


@pytest.mark.parametrize(("path", "prompt", "yes"), PAGES)
@pytest.mark.parametrize("has_session", [False, True])
async def test_the_page_of_another_browser_is_neither_shown_nor_answered(
    browser: Browser, provider: Provider, path: str, prompt: str, yes: str, *, has_session: bool
) -> None:
    """N-X-04 (C-61): and its own browser can still answer it."""
    attacker = Browser(provider)
    await attacker.code()
    page = await attacker.page_for(prompt=prompt)
    if has_session:
        provider.upstream.answer = VICTIM
        await browser.code()
    before = provider.memory.everything()

    for label in Page(page).form.buttons:
        assert_page(await browser.press(page, label))
    assert_page(await browser.http.get(str(page.url)))
    assert provider.memory.everything() == before
    assert path in str(page.url)
    assert (await attacker.press(page, yes)).status_code == 303


@pytest.mark.parametrize(("path", "prompt", "yes"), PAGES)
async def test_a_page_needs_the_cookie_of_its_browser_and_nothing_near_it(
    browser: Browser, provider: Provider, path: str, prompt: str, yes: str
) -> None:
    """N-X-04 (C-61, C-62): a form of another site sends none of our Lax cookies."""
    await browser.code()
    page = await browser.page_for(prompt=prompt)
    form = Page(page).form
    good = browser.http.cookies["__Host-guildpass_browser"]
    before = provider.memory.everything()

    forged = [None, "", "x", "A" * 43, good[:-1], good + "A", good.swapcase(), browser.session]
    for value in forged:
        headers = {} if value is None else {"Cookie": f"__Host-guildpass_browser={value}"}
        async with browser.program() as http:
            data = {**form.fields, **form.buttons[yes]}
            assert_page(await http.post(path, data=data, headers=headers))
            assert_page(await http.get(str(page.url), headers=headers))

    assert provider.memory.everything() == before
    assert (await browser.press(page, yes)).status_code == 303
