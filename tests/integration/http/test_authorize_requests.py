"""How the authorization endpoint takes a request: methods, bodies, repeats, encodings."""

from urllib.parse import urlencode

import pytest

from tests.integration.http.answers import assert_error_redirect, assert_page
from tests.integration.http.browser import REQUEST, STATE, Browser
from tests.integration.http.harness import AUTHORIZE, FORM, HTTPS_ISSUER, Provider

pytestmark = pytest.mark.anyio

QUERY = urlencode(REQUEST).encode()


async def test_get_and_post_both_begin_a_sign_in(browser: Browser, provider: Provider) -> None:
    """N-AZ-01: a POST by way of the same request as a GET."""
    by_get = await browser.http.get(AUTHORIZE, params=dict(REQUEST))
    by_post = await browser.follow(await browser.http.post(AUTHORIZE, data=dict(REQUEST)))

    assert (by_get.status_code, by_post.status_code) == (303, 303)
    assert len(provider.upstream.sent) == 2


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BREW"])
async def test_other_methods_are_answered_405_with_allow(browser: Browser, method: str) -> None:
    """N-AZ-01."""
    response = await browser.http.request(method, AUTHORIZE, params=dict(REQUEST))

    assert response.status_code == 405
    assert {"GET", "POST"} <= set(response.headers["allow"].replace(" ", "").split(","))


async def test_the_query_of_a_post_does_not_count(browser: Browser) -> None:
    """N-AZ-01."""
    posted = await browser.http.post(AUTHORIZE, params=dict(REQUEST), data={"x": "y"})

    assert posted.headers["location"] == f"{HTTPS_ISSUER}{AUTHORIZE}?x=y"
    assert_page(await browser.follow(posted))


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "text/plain", "multipart/form-data; boundary=x", "", None, FORM + "x"],
)
async def test_a_post_that_is_no_form_ends_in_a_page(
    browser: Browser, provider: Provider, content_type: str | None
) -> None:
    """N-AZ-01."""
    headers = {} if content_type is None else {"Content-Type": content_type}
    response = await browser.http.post(AUTHORIZE, content=QUERY, headers=headers)

    assert_page(response)
    assert provider.upstream.sent == []


async def test_two_content_types_are_no_form(browser: Browser) -> None:
    """N-AZ-01."""
    headers = [("Content-Type", FORM), ("Content-Type", "application/json")]
    assert_page(await browser.http.post(AUTHORIZE, content=QUERY, headers=headers))


@pytest.mark.parametrize("charset", ["; charset=utf-8", ";charset=latin-1", " ; x=y"])
async def test_a_parameter_of_the_content_type_does_not_matter(
    browser: Browser, charset: str
) -> None:
    """N-AZ-01."""
    headers = {"Content-Type": FORM.upper() + charset}
    response = await browser.http.post(AUTHORIZE, content=QUERY, headers=headers)

    assert response.status_code == 303


async def test_a_body_of_more_than_64_kib_ends_in_a_page(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-01."""
    padding = b"&padding="
    body = QUERY + padding + b"a" * (65_536 - len(QUERY) - len(padding))
    headers = {"Content-Type": FORM}

    taken = await browser.http.post(AUTHORIZE, content=body, headers=headers)
    assert_page(await browser.http.post(AUTHORIZE, content=body + b"a", headers=headers))
    await browser.follow(taken)
    assert len(provider.upstream.sent) == 1


REPEATABLE = [*(set(REQUEST) - {"client_id", "redirect_uri"}), "prompt", "max_age", "unknown"]


@pytest.mark.parametrize("name", sorted(REPEATABLE))
async def test_any_repeated_parameter_is_refused_and_the_client_told(
    browser: Browser, provider: Provider, name: str
) -> None:
    """N-AZ-06."""
    first = REQUEST.get(name, "1")
    rest = [(n, v) for n, v in REQUEST.items() if n != name]
    for second in (first, "other"):
        pairs = [*rest, (name, first), (name, second)]
        response = await browser.http.get(AUTHORIZE, params=urlencode(pairs))
        state = None if name == "state" else STATE
        assert_error_redirect(response, "invalid_request", state=state)

    assert provider.upstream.sent == []


@pytest.mark.parametrize("name", ["prompt", "max_age", "nonce", "response_mode", "request"])
async def test_an_empty_parameter_counts_as_omitted(browser: Browser, name: str) -> None:
    """N-AZ-07."""
    assert (await browser.authorize(**{name: ""})).status_code == 303


async def test_an_empty_repeat_counts_as_omitted(browser: Browser) -> None:
    """N-AZ-07."""
    response = await browser.authorize_raw(QUERY + b"&client_id=&scope=&redirect_uri")

    assert response.headers["location"].startswith("https://discord.test/")


async def test_unknown_parameters_are_ignored(browser: Browser, provider: Provider) -> None:
    """N-AZ-07."""
    await browser.code(unknown="1", display="popup", ui_locales="de", acr_values="x", claims="{}")

    assert len(provider.upstream.codes) == 1


MALFORMED = [
    b"%",
    b"%4",
    b"%zz",
    b"%u0041",
    b"%ff",
    b"%c3%28",
    b"%ed%a0%80",
    b"%c0%ae",
    b"\xff\xfe",
    "\u00e9".encode("latin-1"),
]


@pytest.mark.parametrize("raw", MALFORMED)
async def test_what_cannot_be_decoded_is_refused_and_the_client_told(
    browser: Browser, provider: Provider, raw: bytes
) -> None:
    """N-AZ-06: a malformed value or name is no parameter."""
    for field in (b"&extra=" + raw, b"&" + raw + b"=1"):
        response = await browser.authorize_raw(QUERY + field)
        assert_error_redirect(response, "invalid_request")
    without_state = QUERY.replace(STATE.encode(), raw)
    response = await browser.authorize_raw(without_state)

    assert_error_redirect(response, "invalid_request", state=None)
    assert provider.upstream.sent == []


@pytest.mark.parametrize("raw", MALFORMED)
@pytest.mark.parametrize("name", ["client_id", "redirect_uri"])
async def test_a_client_or_redirect_uri_that_cannot_be_decoded_ends_in_a_page(
    browser: Browser, raw: bytes, name: str
) -> None:
    """N-AZ-02, N-AZ-03."""
    rest = urlencode([(n, v) for n, v in REQUEST.items() if n != name]).encode()
    assert_page(await browser.authorize_raw(rest + b"&" + name.encode() + b"=" + raw))


@pytest.mark.parametrize("query", [b"", b"&", b"=", b"&&&===", b"\0", b"?", b"#", b"=" * 5000])
async def test_a_query_of_nothing_but_separators_ends_in_a_page(
    browser: Browser, query: bytes
) -> None:
    """N-AZ-02."""
    assert_page(await browser.authorize_raw(query))
