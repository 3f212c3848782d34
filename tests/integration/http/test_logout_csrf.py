"""Nobody is signed out by what another site makes their browser send."""

import asyncio

import httpx
import pytest

from tests import builders
from tests.integration.http.answers import assert_page
from tests.integration.http.browser import Browser, state_of
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import (
    CONSENT,
    FORM,
    LOGOUT,
    RESUME,
    SIGN_IN,
    SIGN_OUT,
    Provider,
    query_of,
)
from tests.integration.http.leaving import GO, NO, YES, assert_asks, hint_of, led_to
from tests.integration.http.page import Page

pytestmark = pytest.mark.anyio

VICTIM = builders.an_identity(discord_id="80351110224678913", username="otto")


def sent_by(page: httpx.Response, label: str = YES) -> dict[str, str]:
    form = Page(page).form
    return {**form.fields, **form.buttons[label]}


@pytest.mark.parametrize("parameters", [{}, {"state": "s"}, {"client_id": "forum"}, GO])
async def test_a_link_or_an_image_signs_nobody_out(
    browser: Browser, provider: Provider, parameters: dict[str, str]
) -> None:
    """N-LO-03 (C-70): nor does loading the page it leads to, however often."""
    await browser.code()
    for _ in range(3):
        asked = await browser.sign_out(**parameters)
        assert_asks(asked)
        assert_page(await browser.follow(asked), 200)
        posted = await browser.http.post(LOGOUT, data={**parameters, "x": "y"})
        assert_asks(await browser.follow(posted))

    assert await browser.is_signed_in()
    assert provider.delivery.sent == []


@pytest.mark.parametrize("has_session", [False, True])
async def test_the_page_of_another_browser_is_neither_shown_nor_answered(
    browser: Browser, provider: Provider, *, has_session: bool
) -> None:
    """N-LO-03 (C-70, C-61): an attacker's own page signs no victim out."""
    attacker = Browser(provider)
    await attacker.code()
    page = await attacker.asked_to_leave(**GO)
    if has_session:
        provider.upstream.answer = VICTIM
        await browser.code()
    before = provider.memory.everything()

    for label in (YES, NO):
        assert_page(await browser.press(page, label))
    assert_page(await browser.http.get(str(page.url)))
    assert provider.memory.everything() == before
    assert await browser.is_signed_in() is has_session
    assert await attacker.is_signed_in()


async def test_the_answer_needs_the_cookie_of_its_browser_and_nothing_near_it(
    browser: Browser,
) -> None:
    """N-LO-03 (C-70): a form of another site sends none of our Lax cookies."""
    await browser.code()
    page = await browser.asked_to_leave(**GO)
    good, session = browser.http.cookies["__Host-guildpass_browser"], browser.session
    forged = [None, "", "x", "A" * 43, good[:-1], good + "A", good.swapcase(), session]
    for value in forged:
        kept = {"__Host-guildpass_session": session, "__Host-guildpass_browser": value}
        header = "; ".join(f"{name}={v}" for name, v in kept.items() if v is not None)
        async with browser.program() as http:
            headers = {"Cookie": header}
            assert_page(await http.post(SIGN_OUT, data=sent_by(page), headers=headers))
            assert_page(await http.get(str(page.url), headers=headers))

    assert await browser.is_signed_in()
    assert led_to(await browser.press(page, YES)) == "s"


async def test_the_answer_needs_the_token_of_its_page_and_nothing_near_it(
    browser: Browser,
) -> None:
    """N-LO-03 (C-70, C-27): and only as a form sends it."""
    await browser.code()
    page = await browser.asked_to_leave(**GO)
    sent = sent_by(page)
    good = sent["logout"]
    for forged in ("", "x", "A" * 43, good[:-1], good + "A", good.swapcase(), "\u00e9" * 43):
        assert_page(await browser.http.post(SIGN_OUT, data={**sent, "logout": forged}))
        assert_page(await browser.http.get(SIGN_OUT, params={"logout": forged}))
    assert_page(await browser.http.post(SIGN_OUT, json=sent))
    assert_page(await browser.http.post(SIGN_OUT, params=sent))
    twice = str(httpx.QueryParams([*sent.items(), ("logout", good)]))
    assert_page(await browser.http.post(SIGN_OUT, content=twice, headers={"Content-Type": FORM}))

    assert await browser.is_signed_in()
    assert led_to(await browser.press(page, YES)) == "s"


async def test_a_get_with_the_answer_is_no_answer(browser: Browser) -> None:
    """N-LO-03 (C-70)."""
    await browser.code()
    page = await browser.asked_to_leave()
    assert_page(await browser.http.get(SIGN_OUT, params=sent_by(page)), 200)

    assert await browser.is_signed_in()


async def test_tokens_of_other_pages_answer_nothing_and_this_one_no_other(
    browser: Browser,
) -> None:
    """N-LO-03 (C-62, C-70)."""
    state = state_of(await browser.authorize())
    await browser.code()
    page = await browser.asked_to_leave()
    token = Page(page).form.fields["logout"]
    held = query_of((await browser.http.post(LOGOUT, data=GO)).headers["location"])["logout"]
    asked = [await browser.page_for(prompt=prompt) for prompt in ("login", "consent")]
    for other in (state, held, *(Page(answer).form.fields["interaction"] for answer in asked)):
        data = {"logout": other, "answer": "sign-out"}
        assert_page(await browser.http.post(SIGN_OUT, data=data))
    for path in (SIGN_IN, CONSENT):
        for answer in ("continue", "allow", "cancel"):
            data = {"interaction": token, "answer": answer}
            assert_page(await browser.http.post(path, data=data))
    assert_page(await browser.http.get(RESUME, params={"reference": token}))

    assert await browser.is_signed_in()


@pytest.mark.parametrize("somebody", [VICTIM.discord_id, builders.DISCORD_ID])
async def test_a_yes_about_one_session_does_not_end_the_next(
    browser: Browser, provider: Provider, somebody: str
) -> None:
    """N-LO-03 (C-70): after a change of account, or of the session, it is asked anew."""
    await browser.code()
    page = await browser.asked_to_leave(**GO)
    provider.upstream.answer = builders.an_identity(discord_id=somebody)
    await browser.sign_in_anew()
    again = await browser.press(page, YES)

    assert_asks(again)
    assert await browser.is_signed_in()
    told = {claims_of(sent.logout_token)["sub"] for sent in provider.delivery.sent}
    assert told == {builders.DISCORD_ID} - {somebody}
    assert led_to(await browser.press(await browser.follow(again), YES)) == "s"
    assert not await browser.is_signed_in()


async def test_an_answer_cannot_change_where_it_leads(browser: Browser) -> None:
    """N-LO-02 (C-15, C-72): parameters of a request that come along are not read."""
    await browser.code()
    page = await browser.asked_to_leave(**GO)
    more = {"post_logout_redirect_uri": "https://evil.example/", "state": "x", "client_id": "forum"}
    answer = await browser.http.post(SIGN_OUT, data={**sent_by(page), **more})

    assert answer.headers["location"] == "https://app.example.org/bye?state=s"


async def test_of_many_answers_at_once_one_ends_the_session(
    browser: Browser, provider: Provider
) -> None:
    """N-LO-03: all lead back."""
    await browser.code()
    page = await browser.asked_to_leave(**GO)
    answers = await asyncio.gather(*(browser.press(page, YES) for _ in range(10)))

    assert [led_to(answer) for answer in answers] == ["s"] * 10
    assert not await browser.is_signed_in()
    assert {sent.client_id for sent in provider.delivery.sent} == {"dashboard"}


async def test_a_planted_browser_cookie_needs_the_page_as_well(
    browser: Browser, provider: Provider
) -> None:
    """N-LO-03 (C-70): who could plant one has still not been asked by this session."""
    attacker = Browser(provider)
    await hint_of(attacker)
    page = await attacker.asked_to_leave()
    provider.upstream.answer = VICTIM
    await browser.code()
    name = "__Host-guildpass_browser"
    browser.http.cookies.set(name, attacker.http.cookies[name], domain="id.example.org", path="/")
    answer = await browser.press(page, YES)

    assert_asks(answer)
    assert await browser.is_signed_in()


async def test_a_request_without_the_cookie_takes_no_cookie_away(provider: Provider) -> None:
    """N-LO-03: an image on another site leads here without it."""
    response = await Browser(provider).http.get(LOGOUT)

    assert response.status_code == 303
    assert "set-cookie" not in response.headers
