"""After signing out nobody is sent to an address that is not registered, letter for letter."""

import time
from urllib.parse import urlencode

import httpx
import pytest

from tests.integration.http.answers import assert_page
from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    CLIENT_ID,
    FORM,
    GOODBYE,
    GOODBYE_WITH_QUERY,
    LOGOUT,
    NATIVE_GOODBYE,
    OTHER_GOODBYE,
    REDIRECT,
    Provider,
)
from tests.integration.http.leaving import GO, assert_refused, hint_of, led_to
from tests.integration.http.test_authorize_redirect_uri import VECTORS

pytestmark = pytest.mark.anyio

NEARLY = {
    name: uri.replace("%63allback", "%62ye")
    .replace("callback", "bye")
    .replace("Callback", "Bye")
    .replace("/call", "/b")
    for name, uri in VECTORS.items()
    if name not in {"empty", "another client's", "native client's"}
}
EVIL = {
    "another site": "https://evil.example/",
    "no scheme": "//evil.example/bye",
    "backslashes": "/\\evil.example/bye",
    "a tab": "/%09/evil.example",
    "another client's": OTHER_GOODBYE,
    "native client's": NATIVE_GOODBYE,
    "a redirect_uri": REDIRECT,
    "our own": "https://id.example.org/auth/signed-out",
    "query changed": GOODBYE_WITH_QUERY.replace("7", "8"),
    "query extended": f"{GOODBYE_WITH_QUERY}&x=1",
}
TABLE = {**NEARLY, **EVIL}


def test_the_table_has_no_registered_address() -> None:
    assert not {GOODBYE, GOODBYE_WITH_QUERY} & set(TABLE.values())
    assert len(TABLE) > 50
    assert sum("bye" in uri.lower() for uri in TABLE.values()) > 30


@pytest.mark.parametrize("uri", TABLE.values(), ids=TABLE.keys())
async def test_an_unregistered_address_is_a_page_and_nobody_is_signed_out(
    browser: Browser, uri: str
) -> None:
    """N-LO-02 (C-72): with a hint, with a client, with both; by GET and by POST."""
    started = time.perf_counter()
    hint = await hint_of(browser)
    for who in ({"id_token_hint": hint}, {"client_id": CLIENT_ID}):
        sent = {**who, "post_logout_redirect_uri": uri, "state": "s"}
        await assert_refused(browser, await browser.sign_out(**sent))
        assert_page(await browser.http.post(LOGOUT, data=sent))
    # A few requests: a parser that backtracks would take minutes.
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("uri", TABLE.values(), ids=TABLE.keys())
async def test_it_leads_nobody_anywhere_who_is_not_signed_in(
    browser: Browser, provider: Provider, uri: str
) -> None:
    """N-LO-02 (C-72)."""
    asked = {"client_id": CLIENT_ID, "post_logout_redirect_uri": uri}
    assert_page(await browser.sign_out(**asked))
    assert_page(await browser.http.post(LOGOUT, data=asked))
    assert provider.memory.everything() == ""


@pytest.mark.parametrize("uri", [GOODBYE, OTHER_GOODBYE, "https://evil.example/"])
@pytest.mark.parametrize("signed_in", [True, False])
async def test_without_hint_and_client_no_address_is_taken(
    browser: Browser, uri: str, *, signed_in: bool
) -> None:
    """N-LO-02: whose it is, nobody has said."""
    if signed_in:
        await browser.code()
        await assert_refused(browser, await browser.sign_out(post_logout_redirect_uri=uri))
    assert_page(await browser.sign_out(post_logout_redirect_uri=uri, state="s"))
    assert_page(await browser.http.post(LOGOUT, data={"post_logout_redirect_uri": uri}))


@pytest.mark.parametrize("client_id", ["nobody", "DASHBOARD", "dashboard ", "forum", "once"])
async def test_another_client_does_not_lend_its_name(browser: Browser, client_id: str) -> None:
    """N-LO-02."""
    await browser.code()
    answer = await browser.sign_out(client_id=client_id, post_logout_redirect_uri=GOODBYE)
    await assert_refused(browser, answer)


@pytest.mark.parametrize("name", ["client_id", "post_logout_redirect_uri", "state"])
async def test_what_is_sent_twice_is_a_page(browser: Browser, name: str) -> None:
    """N-LO-02: neither the first nor the last is taken."""
    await browser.code()
    for second in (GO[name], "https://evil.example/"):
        pairs = urlencode([*GO.items(), (name, second)])
        await assert_refused(browser, await browser.http.get(f"{LOGOUT}?{pairs}"))
        headers = {"Content-Type": FORM}
        assert_page(await browser.http.post(LOGOUT, content=pairs, headers=headers))


@pytest.mark.parametrize("uri", [GOODBYE, GOODBYE_WITH_QUERY])
async def test_a_registered_address_stays_as_it_is(browser: Browser, uri: str) -> None:
    """N-LO-02: its query included."""
    hint = await hint_of(browser)
    answer = await browser.sign_out(id_token_hint=hint, post_logout_redirect_uri=uri, state="s")

    assert led_to(answer, at=uri) == "s"
    assert answer.headers["location"] == f"{uri}{'&' if '?' in uri else '?'}state=s"


@pytest.mark.parametrize(
    "name", ["next", "return_to", "redirect_uri", "returnTo", "url", "TargetResource"]
)
async def test_no_other_parameter_is_an_address(browser: Browser, name: str) -> None:
    """N-LO-02 (C-72): not at the endpoint, not on the pages."""
    await browser.code()
    evil = {name: "https://evil.example/"}
    answers: list[httpx.Response] = [await browser.sign_out(**GO, **evil)]
    answers.append(await browser.http.get("/auth/signed-out", params=evil))
    page = await browser.asked_to_leave(**GO)
    answers.append(await browser.http.get(str(page.url) + "&" + urlencode(evil)))

    for answer in answers:
        assert "evil" not in str(answer.headers) + answer.text
