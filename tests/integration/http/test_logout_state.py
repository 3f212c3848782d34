"""The state of a logout comes back as it was sent, whatever characters it has."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.http.answers import assert_page
from tests.integration.http.browser import Browser
from tests.integration.http.harness import LOGOUT, Provider
from tests.integration.http.leaving import GO, assert_refused, hint_of, led_to

pytestmark = pytest.mark.anyio

PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
STATES = {
    "printable ASCII": PRINTABLE,
    "the suite's": "\"<>&%#{}|\\^~[]`;/?:@=+$, '()*!" + "aZ09-_." * 2,
    "percent": "%00%0d%0a%2525",
    "plus and space": " a + b ",
    "ampersand": "a&state=b&code=c",
    "hash": "#fragment",
    "line ends": "a\r\nX-Evil: 1\r\n\r\n<b>",
    "NUL": "a\x00b",
    "controls": "".join(map(chr, range(1, 0x20))) + "\x7f",
    "unicode": "Zo\u00eb \u540d\u524d \U0001f980",
    "bidi": "\u202egnp.exe\u2066",
    "combining": "e\u0301",
    "line separators": "\u2028\u2029\x85",
    "markup": "</title><script>alert(1)</script>",
    "2048 bytes": "x" * 2048,
    "2048 bytes in UTF-8": "\u00e9" * 1024,
}
EACH = pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())


@EACH
async def test_the_state_comes_back_as_it_was_sent(browser: Browser, state: str) -> None:
    """N-LO-04: at once, by POST, and by way of the page."""
    sent = {**GO, "state": state}
    assert led_to(await browser.follow(await browser.http.post(LOGOUT, data=sent))) == state
    await browser.code()
    page = await browser.asked_to_leave(**sent)
    assert state not in str(page.url) + page.text
    assert led_to(await browser.press(page, "Sign out")) == state
    hint = await hint_of(browser)
    answer = await browser.sign_out(id_token_hint=hint, **sent)
    assert led_to(answer) == state
    assert "X-Evil" not in answer.headers


@pytest.mark.parametrize("state", ["x" * 2049, "\u00e9" * 1025, "\x00" * 20_000])
async def test_a_longer_one_is_refused_and_never_cut(browser: Browser, state: str) -> None:
    """N-LO-04."""
    await browser.code()
    sent = {**GO, "state": state}
    await assert_refused(browser, await browser.sign_out(**sent))
    assert_page(await browser.http.post(LOGOUT, data=sent))


@pytest.mark.parametrize("query", [b"state=%ff", b"state=%zz", b"state=%", b"%ff=1"])
async def test_one_that_cannot_be_decoded_is_refused(
    browser: Browser, provider: Provider, query: bytes
) -> None:
    """N-LO-04: and ends nothing."""
    await browser.code()
    await assert_refused(browser, await browser.http.get(f"{LOGOUT}?{query.decode()}"))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert_page(await browser.http.post(LOGOUT, content=query, headers=headers))
    assert "logout:" not in provider.memory.everything()


@settings(max_examples=50, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
async def test_any_state_comes_back(browser: Browser, state: str) -> None:
    """N-LO-04."""
    assert led_to(await browser.sign_out(**{**GO, "state": state})) == state
