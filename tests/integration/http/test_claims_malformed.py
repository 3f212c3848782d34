"""A claims parameter that is none, or that is meant to do harm."""

import json
import time

import pytest

from tests.integration.http.answers import assert_error_redirect
from tests.integration.http.browser import Browser
from tests.integration.http.forging import deep
from tests.integration.http.harness import Provider

pytestmark = pytest.mark.anyio

MALFORMED = [
    "x",
    "{",
    "[]",
    "1",
    '"userinfo"',
    "{'userinfo': {}}",
    '{"userinfo": []}',
    '{"userinfo": "name"}',
    '{"userinfo": {"name": true}}',
    '{"userinfo": {"name": "x"}}',
    '{"id_token": {"acr": ["x"]}}',
    '{"userinfo": {"name": null}',
    "\x00{}",
    "\ufeff{}",
]


@pytest.mark.parametrize("claims", MALFORMED)
async def test_what_is_no_object_of_objects_is_refused(
    browser: Browser, provider: Provider, claims: str
) -> None:
    """N-AZ-29."""
    assert_error_redirect(await browser.authorize(claims=claims), "invalid_request")
    assert provider.upstream.sent == []


BOMBS = {
    "nested objects": deep(1300).decode(),
    "nested lists": "[" * 8000,
    "nested where a claim is": '{"userinfo":{"name":' + "[" * 4000 + "]" * 4000 + "}}",
    "a number of 8000 digits": '{"userinfo":{"name":{"value":' + "9" * 8000 + "}}}",
    "a huge exponent": '{"id_token":{"acr":{"value":1e999999999}}}',
    "NaN": '{"id_token":{"acr":{"value":NaN}}}',
    "many names": json.dumps({"userinfo": {f"x{n}": None for n in range(500)}}),
    "many people": json.dumps({"id_token": {"sub": {"values": [str(n) for n in range(1000)]}}}),
    "a lone surrogate": '{"id_token":{"sub":{"value":"\\ud800"}}}',
    "a lone surrogate as a name": '{"userinfo":{"\\udfff":null}}',
    "the same name twice": '{"userinfo":{"name":null},"userinfo":{"email":null}}',
    "prototype": '{"__proto__":{"is_admin":true},"constructor":{"prototype":{}}}',
}


@pytest.mark.parametrize("claims", BOMBS.values(), ids=BOMBS.keys())
async def test_hostile_json_costs_neither_time_nor_a_fault(browser: Browser, claims: str) -> None:
    """N-AZ-29 (C-68): an answer to the client, or a trip as ever."""
    assert len(claims) <= 8192
    started = time.perf_counter()
    answer = await browser.authorize(claims=claims)

    assert answer.status_code == 303
    if answer.headers["location"].startswith("https://app.example.org/"):
        assert_error_redirect(answer, "invalid_request")
    else:
        assert answer.headers["location"].startswith("https://discord.test/")
    assert time.perf_counter() - started < 2


async def test_8192_bytes_are_taken_and_not_one_more(browser: Browser) -> None:
    """N-AZ-29 (C-68): counted in UTF-8."""
    start, end = '{"userinfo":{"name":{"value":"', '"}}}'
    fits = start + "\u00e9" * ((8192 - len(start) - len(end)) // 2) + end
    assert len(fits.encode()) == 8192

    assert (await browser.authorize(claims=fits)).headers["location"].startswith("https://discord.")
    refused = await browser.authorize(claims=fits + " ")
    assert_error_redirect(refused, "invalid_request")


async def test_by_post_it_is_the_same(browser: Browser) -> None:
    """N-AZ-01, N-AZ-29 (C-68): a long one never becomes an address, and is checked at once."""
    bomb = BOMBS["nested objects"]
    form = {**dict((await browser.authorize()).request.url.params), "claims": bomb}
    refused = await browser.http.post("/oauth/authorize", data=form)

    assert_error_redirect(refused, "invalid_request")
