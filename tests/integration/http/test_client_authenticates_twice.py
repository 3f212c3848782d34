"""A client that authenticates in two ways at once."""

import pytest

from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.browser import Browser
from tests.integration.http.harness import CLIENT_ID, FORM, OTHER_ID, SECRET, TOKEN, basic

pytestmark = pytest.mark.anyio

TWICE = {
    "Basic and body": {"client_secret": SECRET},
    "Basic and a wrong body": {"client_secret": "wrong"},
    "Basic and another client": {"client_id": OTHER_ID, "client_secret": None},
    "Basic and an assertion": {
        "client_secret": None,
        "client_assertion": "e30.e30.e30",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    },
}


@pytest.mark.parametrize("changes", TWICE.values(), ids=TWICE.keys())
async def test_two_ways_at_once_are_an_invalid_request(
    browser: Browser, changes: dict[str, str | None]
) -> None:
    """N-TK-06, N-TK-07."""
    code = await browser.code()
    headers = {"Authorization": basic(CLIENT_ID, SECRET)}

    response = await browser.exchange(code, headers, **changes)

    assert_oauth_error(response, 400, "invalid_request")
    assert (await browser.exchange(code)).status_code == 200


async def test_basic_with_the_same_client_id_in_the_body_works(browser: Browser) -> None:
    """N-TK-07."""
    headers = {"Authorization": basic(CLIENT_ID, SECRET)}
    response = await browser.exchange(await browser.code(), headers, client_secret=None)

    assert response.status_code == 200


async def test_two_authorization_headers_are_an_invalid_request(browser: Browser) -> None:
    """N-TK-06."""
    good = basic(CLIENT_ID, SECRET)
    for second in (good, "Basic x", "Bearer y"):
        headers = [("Authorization", good), ("Authorization", second), ("Content-Type", FORM)]
        response = await browser.http.post(TOKEN, content="grant_type=x", headers=headers)
        assert_oauth_error(response, 400, "invalid_request")


async def test_an_assertion_in_the_body_authenticates_nobody(browser: Browser) -> None:
    """N-TK-06."""
    code = await browser.code()
    response = await browser.exchange(code, client_secret=None, client_assertion="e30.e30.e30")

    assert_oauth_error(response, 401, "invalid_client")
