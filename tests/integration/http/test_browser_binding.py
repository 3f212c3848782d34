"""A trip to Discord ends in the browser that began it, once, and nowhere else."""

import asyncio

import pytest

from application.events import SignedIn
from domain.opaque_token import digest
from tests.integration.http.answers import assert_page
from tests.integration.http.browser import Browser, client_of
from tests.integration.http.harness import CALLBACK, REDIRECT, Provider, with_query

pytestmark = pytest.mark.anyio

COOKIE = "__Host-guildpass_browser"


def untouched(provider: Provider, before: str) -> bool:
    return provider.memory.everything() == before and provider.upstream.codes == []


async def test_another_browser_cannot_finish_the_trip_and_the_first_still_can(
    browser: Browser, provider: Provider
) -> None:
    """N-X-04 (C-01, C-03): no cookie, a made-up one, another browser's."""
    state = await browser.begin()
    other = Browser(provider)
    await other.begin()
    before = provider.memory.everything()
    cookie = browser.http.cookies[COOKIE]

    assert_page(await other.come_back(state))
    forged = ["", "x", "A" * 43, cookie[:-1], cookie + "A", cookie.swapcase(), digest(cookie)]
    for value in (None, *forged):
        headers = {} if value is None else {"Cookie": f"{COOKIE}={value}"}
        async with browser.program() as http:
            answer = {"state": state, "code": "x"}
            assert_page(await http.get(CALLBACK, params=answer, headers=headers))

    assert untouched(provider, before)
    assert (await browser.come_back(state)).headers["location"].startswith(REDIRECT + "?code=")


async def test_a_cookie_of_another_name_does_not_count(
    browser: Browser, provider: Provider
) -> None:
    """N-X-04: a sub-domain could set one without the prefix."""
    state = await browser.begin()
    value = browser.http.cookies[COOKIE]
    for name in ("guildpass_browser", "__Secure-guildpass_browser", COOKIE.lower()):
        async with browser.program() as http:
            answer = {"state": state, "code": "x"}
            headers = {"Cookie": f"{name}={value}"}
            assert_page(await http.get(CALLBACK, params=answer, headers=headers))

    assert provider.upstream.codes == []


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"=;=;", b"\x80" * 43, b";" * 9000, b"a" * 9000])
async def test_junk_for_a_cookie_ends_in_a_page(browser: Browser, raw: bytes) -> None:
    """N-X-04."""
    state = await browser.begin()
    for value in (raw, COOKIE.encode() + b"=" + raw):
        async with browser.program() as http:
            answer = {"state": state, "code": "x"}
            assert_page(await http.get(CALLBACK, params=answer, headers=[(b"Cookie", value)]))
            response = await http.get("/oauth/authorize", headers=[(b"Cookie", value)])
            assert_page(response)


async def test_a_state_works_once(browser: Browser, provider: Provider) -> None:
    """N-AZ-25 (C-04)."""
    state = await browser.begin()
    assert (await browser.come_back(state)).status_code == 303

    assert_page(await browser.come_back(state))
    assert_page(await browser.come_back(state, code="another"))
    assert_page(await browser.come_back(state, error="access_denied"))
    assert len(provider.upstream.codes) == 1


async def test_a_refusal_uses_the_state_up_as_well(browser: Browser, provider: Provider) -> None:
    """N-AZ-24."""
    state = await browser.begin()
    assert (await browser.come_back(state, error="access_denied")).status_code == 303

    assert_page(await browser.come_back(state))
    assert provider.upstream.codes == []


async def test_of_twenty_callbacks_at_once_one_gets_a_code(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-25 (C-05)."""
    state = await browser.begin()

    answers = await asyncio.gather(*(browser.come_back(state) for _ in range(20)))

    assert sorted(answer.status_code for answer in answers) == [303, *[400] * 19]
    assert len(provider.upstream.codes) == 1
    assert len([event for event in provider.audit.events if isinstance(event, SignedIn)]) == 1


async def test_two_tabs_of_one_browser_do_not_disturb_each_other(browser: Browser) -> None:
    """N-X-04: one cookie serves them all."""
    first = await browser.begin()
    cookie = browser.http.cookies[COOKIE]
    second = await browser.begin(state="second-tab")

    assert browser.http.cookies[COOKIE] == cookie
    assert "state=second-tab" in (await browser.come_back(second)).headers["location"]
    assert "state=client-state-1" in (await browser.come_back(first)).headers["location"]


@pytest.mark.parametrize("planted", ["x", "A" * 42, "A" * 44, "B" * 42 + "+", ""])
async def test_a_cookie_that_cannot_be_ours_is_replaced(browser: Browser, planted: str) -> None:
    """N-X-04."""
    async with browser.program() as http:
        response = await http.get(
            "/oauth/authorize",
            params=dict((await browser.authorize()).request.url.params),
            headers={"Cookie": f"{COOKIE}={planted}"},
        )

    assert f"{COOKIE}={planted};" not in response.headers["set-cookie"]
    assert len(response.headers["set-cookie"].partition("=")[2].partition(";")[0]) == 43


@pytest.mark.parametrize("store_forgets_late", [False, True])
async def test_a_trip_ends_after_600_seconds(
    browser: Browser, provider: Provider, *, store_forgets_late: bool
) -> None:
    """N-AZ-25."""
    provider.memory.forgets_late = store_forgets_late
    in_time, too_late = await browser.begin(), await browser.begin()

    provider.clock.advance(599)
    assert (await browser.come_back(in_time)).status_code == 303
    provider.clock.advance(1)
    assert_page(await browser.come_back(too_late))
    assert len(provider.upstream.codes) == 1


GARBAGE = [
    b"",
    b"code=x",
    b"state=x",
    b"code=x&state=x",
    b"code=x&state=" + b"A" * 43,
    b"code=x&state=" + b"A" * 60_000,
    b"code=x&state=%00",
    b"code=x&state=%ff",
    b"code=x&state=%zz",
    b"code=x&state=" + b"A" * 43 + b"&state=" + b"B" * 43,
    b"error=access_denied",
    b"error=access_denied&state=" + b"A" * 43,
    b"code[]=x&state[]=y",
    b"\xff\xfe\x00",
    b"code=x&state=auth_req:*",
    b"code=<svg/onload=1>&state=<svg/onload=1>",
]


@pytest.mark.parametrize("query", GARBAGE)
async def test_garbage_costs_no_call_to_discord(
    browser: Browser, provider: Provider, query: bytes
) -> None:
    """N-AZ-24: nor does it redirect anybody anywhere."""
    await browser.begin()
    before = provider.memory.everything()
    async with client_of(with_query(provider.app, query), provider.issuer) as http:
        http.cookies.update(browser.http.cookies)
        assert_page(await http.get(CALLBACK))

    assert untouched(provider, before)
