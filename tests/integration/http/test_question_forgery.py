"""An answer counts once, at the page it was asked on, with the token of that page."""

import asyncio

import httpx
import pytest

from application.events import SignedIn
from tests.integration.http.answers import assert_page
from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    CALLBACK,
    CONSENT,
    FORM,
    OTHER,
    RESUME,
    SIGN_IN,
    Provider,
    query_of,
)
from tests.integration.http.page import Page

pytestmark = pytest.mark.anyio

PAGES = [(SIGN_IN, "login", "Continue with Discord"), (CONSENT, "consent", "Allow")]
EACH = pytest.mark.parametrize(("path", "prompt", "yes"), PAGES)


def sent_by(page: httpx.Response, label: str) -> dict[str, str]:
    form = Page(page).form
    return {**form.fields, **form.buttons[label]}


@EACH
async def test_a_page_is_answered_once(
    browser: Browser, provider: Provider, path: str, prompt: str, yes: str
) -> None:
    """N-X-04 (C-62): whatever the first answer was."""
    await browser.code()
    for first in (yes, "Cancel"):
        page = await browser.page_for(prompt=prompt)
        assert (await browser.press(page, first)).status_code == 303
        trips, before = len(provider.upstream.sent), provider.memory.everything()

        for label in Page(page).form.buttons:
            assert_page(await browser.press(page, label))
        assert_page(await browser.http.get(path, params=Page(page).form.fields))
        assert (len(provider.upstream.sent), provider.memory.everything()) == (trips, before)


@EACH
async def test_of_twenty_answers_at_once_one_counts(
    browser: Browser, provider: Provider, path: str, prompt: str, yes: str
) -> None:
    """N-X-04 (C-62): one trip, or one code."""
    await browser.code()
    page = await browser.page_for(prompt=prompt)
    codes, trips = len(provider.audit.events), len(provider.upstream.sent)
    answers = await asyncio.gather(*(browser.press(page, yes) for _ in range(20)))

    assert sorted(answer.status_code for answer in answers) == [303, *[400] * 19]
    made = [event for event in provider.audit.events[codes:] if isinstance(event, SignedIn)]
    assert len(made) + len(provider.upstream.sent) - trips == 1
    assert path in str(page.url)


@EACH
async def test_the_token_of_one_page_answers_no_other(
    browser: Browser, provider: Provider, path: str, prompt: str, yes: str
) -> None:
    """N-X-04 (C-62): neither the other question, nor the callback, nor a kept request."""
    await browser.code()
    page = await browser.page_for(prompt=prompt)
    (token,) = Page(page).form.fields.values()
    (other,) = {SIGN_IN, CONSENT} - {path}
    before, trips = provider.memory.everything(), len(provider.upstream.codes)

    for label in ("continue", "allow", "other-account", "cancel"):
        data = {"interaction": token, "answer": label}
        assert_page(await browser.http.post(other, data=data))
    assert_page(await browser.http.get(other, params={"interaction": token}))
    assert_page(await browser.http.get(RESUME, params={"reference": token}))
    assert_page(await browser.http.get(CALLBACK, params={"state": token, "code": "x"}))

    assert provider.memory.everything() == before
    assert len(provider.upstream.codes) == trips
    assert (await browser.press(page, yes)).status_code == 303


async def test_a_state_or_a_reference_answers_no_page(browser: Browser, provider: Provider) -> None:
    """N-X-04 (C-62)."""
    state = await browser.begin()
    form = {**dict((await browser.authorize()).request.url.params), "x": "x" * 4097}
    location = (await browser.http.post("/oauth/authorize", data=form)).headers["location"]
    before = provider.memory.everything()

    for token in (state, query_of(location)["reference"]):
        for path, _, _ in PAGES:
            for answer in ("continue", "allow", "cancel"):
                data = {"interaction": token, "answer": answer}
                assert_page(await browser.http.post(path, data=data))
    assert provider.memory.everything() == before


@EACH
async def test_a_token_that_is_nearly_the_right_one_answers_nothing(
    browser: Browser, provider: Provider, path: str, prompt: str, yes: str
) -> None:
    """N-X-04 (C-27, C-62): and a good one only as a form sends it."""
    await browser.code()
    page = await browser.page_for(prompt=prompt)
    sent = sent_by(page, yes)
    good = sent["interaction"]
    before = provider.memory.everything()

    for forged in ("", "x", "A" * 43, good[:-1], good + "A", good.swapcase(), "\u00e9" * 43):
        assert_page(await browser.http.post(path, data={**sent, "interaction": forged}))
    assert_page(await browser.http.post(path, json=sent))
    assert_page(await browser.http.post(path, params=sent))
    twice = httpx.QueryParams([*sent.items(), ("interaction", good)])
    headers = {"Content-Type": FORM}
    assert_page(await browser.http.post(path, content=str(twice), headers=headers))

    assert provider.memory.everything() == before
    assert (await browser.press(page, yes)).status_code == 303


@EACH
async def test_an_answer_cannot_change_what_was_asked(
    browser: Browser, path: str, prompt: str, yes: str
) -> None:
    """N-AZ-24 (C-15, C-25): parameters of a request that come along are not read."""
    await browser.code()
    page = await browser.page_for(prompt=prompt, scope="openid")
    more = {**OTHER, "scope": "openid email", "response_mode": "form_post", "prompt": "none"}
    answer = await browser.travel(
        await browser.http.post(path, data={**sent_by(page, yes), **more})
    )
    tokens = await browser.redeem(answer)

    assert tokens["scope"] == "openid"


async def test_two_pages_of_one_browser_do_not_disturb_each_other(browser: Browser) -> None:
    """N-X-04: each has its own token and its own request."""
    await browser.code()
    first = await browser.page_for(prompt="consent", state="first-tab")
    second = await browser.page_for(prompt="consent", state="second-tab")

    assert "state=second-tab" in (await browser.press(second, "Allow")).headers["location"]
    assert "state=first-tab" in (await browser.press(first, "Allow")).headers["location"]
