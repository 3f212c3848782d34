"""An authorization request by POST becomes a GET: only that carries the cookies of a session."""

import pytest

from tests.integration.http.answers import assert_error_redirect, assert_page
from tests.integration.http.browser import REQUEST, Browser, changed
from tests.integration.http.harness import AUTHORIZE, FORM, RESUME, SIGN_IN, Provider, query_of

pytestmark = pytest.mark.anyio

# Beyond what becomes an address: a thousand letters that take six characters each.
LONG = {"state": "\u00e9" * 1000}
SHORTEST_LONG = "x" * 4097


async def post(browser: Browser, **changes: str | None) -> str:
    """Post as another site's form does, without cookies; give where the answer leads."""
    async with browser.program() as http:
        response = await http.post(AUTHORIZE, data=changed(REQUEST, changes))
    assert response.status_code == 303, response.text
    assert "set-cookie" not in response.headers
    return response.headers["location"]


@pytest.mark.parametrize("state", ["client-state-1", "a b+c&d=e%41#f", "\u00e9\u3042", "x" * 2000])
async def test_a_short_one_becomes_the_same_request(browser: Browser, state: str) -> None:
    """N-AZ-01: name for name and value for value."""
    location = await post(browser, state=state, unknown="1")

    assert location.startswith(f"{browser.provider.issuer}{AUTHORIZE}?")
    assert query_of(location) == {**REQUEST, "state": state, "unknown": "1"}


async def test_a_long_one_is_kept_and_stays_out_of_the_address(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-01: proxies cut long addresses."""
    location = await post(browser, **LONG)

    assert location.startswith(f"{provider.issuer}{RESUME}?reference=")
    assert query_of(location).keys() == {"reference"}
    assert len(location) < 100
    assert query_of(location)["reference"] not in provider.memory.everything()
    assert provider.upstream.sent == []


@pytest.mark.parametrize("changes", [{}, LONG], ids=["short", "long"])
async def test_a_post_from_another_site_still_signs_in_from_the_session(
    browser: Browser, provider: Provider, changes: dict[str, str]
) -> None:
    """N-AZ-01, N-AZ-26: the browser brings its cookies along to where the answer leads."""
    first = await browser.told(await browser.sign_in())
    answer = await browser.http.get(await post(browser, **changes))
    second = await browser.told(answer)

    assert query_of(answer.headers["location"])["state"] == changes.get("state", "client-state-1")
    assert (second["sid"], second["auth_time"]) == (first["sid"], first["auth_time"])
    assert len(provider.upstream.sent) == 1


async def test_a_long_one_of_a_stranger_begins_a_sign_in_like_any_other(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-01."""
    location = await post(browser, **LONG)
    answer = await browser.travel(await browser.http.get(location))

    assert query_of(answer.headers["location"])["state"] == LONG["state"]
    # It may be looked at again, as the back button does.
    assert "code=" in (await browser.http.get(location)).headers["location"]
    assert len(provider.upstream.sent) == 1


@pytest.mark.parametrize(
    ("changes", "shown"), [({"prompt": "login"}, SIGN_IN), ({"max_age": "0"}, SIGN_IN)]
)
async def test_what_a_long_one_asks_for_is_asked_of_the_person(
    browser: Browser, changes: dict[str, str], shown: str
) -> None:
    """N-AZ-18 (C-64): the second time as the first."""
    await browser.code()
    location = await post(browser, **LONG, **changes)

    for _ in range(2):
        answer = await browser.http.get(location)
        assert f"{shown}?interaction=" in answer.headers["location"]


async def test_under_prompt_none_a_long_one_shows_no_page_either(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-17 (C-65)."""
    location = await post(browser, **LONG, prompt="none")

    assert_error_redirect(await browser.http.get(location), "login_required", state=LONG["state"])
    assert provider.upstream.sent == []


async def test_a_long_one_waits_for_600_seconds(browser: Browser, provider: Provider) -> None:
    """N-AZ-01."""
    location = await post(browser, **LONG)

    provider.clock.advance(599)
    assert (await browser.http.get(location)).status_code == 303
    provider.clock.advance(1)
    assert_page(await browser.http.get(location))


@pytest.mark.parametrize("reference", ["", "x", "A" * 43, "A" * 44, "\u00e9", "posted_req:*"])
async def test_a_reference_that_is_none_of_ours_is_a_page(browser: Browser, reference: str) -> None:
    """N-AZ-01 (C-27)."""
    location = await post(browser, **LONG)
    good = query_of(location)["reference"]
    assert_page(await browser.http.get(RESUME, params={"reference": reference}))
    for nearly in (good[:-1], good + "A", good.swapcase()):
        assert_page(await browser.http.get(RESUME, params={"reference": nearly}))
    assert_page(await browser.http.get(f"{RESUME}?reference={good}&reference={good}"))


async def test_a_malformed_one_is_refused_at_once_and_the_client_told(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-01, N-AZ-06."""
    query = (await browser.authorize()).request.url.query
    headers = {"Content-Type": FORM}
    trips = len(provider.upstream.sent)
    for more in (b"&nonce=x", b"&a=1&a=2", b"&a=%zz", b"&a=%ff"):
        response = await browser.http.post(AUTHORIZE, content=query + more, headers=headers)
        assert_error_redirect(response, "invalid_request")

    assert len(provider.upstream.sent) == trips
    assert "posted_req" not in provider.memory.everything()


async def test_a_long_one_that_cannot_be_right_is_refused_before_it_is_kept(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-01, N-AZ-03: nobody fills the store with what leads nowhere."""
    padded = changed(REQUEST, {"padding": SHORTEST_LONG})
    unknown = {**padded, "redirect_uri": "https://evil.example/cb"}
    assert_page(await browser.http.post(AUTHORIZE, data=unknown))
    refused = await browser.http.post(AUTHORIZE, data={**padded, "scope": "nothing"})

    assert_error_redirect(refused, "invalid_scope")
    assert provider.memory.everything() == ""


async def test_without_the_store_a_long_one_is_told_to_the_client(
    browser: Browser, provider: Provider
) -> None:
    """F-01."""
    location = await post(browser, **LONG)
    provider.memory.down = True

    response = await browser.http.post(AUTHORIZE, data=changed(REQUEST, LONG))
    assert_error_redirect(response, "temporarily_unavailable", state=LONG["state"])
    assert_page(await browser.http.get(location), 503)
