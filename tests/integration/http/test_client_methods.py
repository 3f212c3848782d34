"""Which way of authenticating a client's registration allows."""

import pytest

from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.browser import Browser
from tests.integration.http.harness import PUBLIC_ID, PUBLIC_REDIRECT, SECRET, basic

pytestmark = pytest.mark.anyio


async def test_a_client_of_client_secret_basic_may_not_use_post(browser: Browser) -> None:
    """N-TK-08."""
    code = await browser.code(client_id="basic-only")

    posted = await browser.exchange(code, client_id="basic-only")
    assert_oauth_error(posted, 401, "invalid_client")
    headers = {"Authorization": basic("basic-only", SECRET)}
    by_header = await browser.exchange(code, headers, client_id=None, client_secret=None)
    assert by_header.status_code == 200


async def test_a_client_of_client_secret_post_may_not_use_basic(browser: Browser) -> None:
    """N-TK-08."""
    code = await browser.code(client_id="post-only")
    headers = {"Authorization": basic("post-only", SECRET)}

    by_header = await browser.exchange(code, headers, client_id=None, client_secret=None)
    assert_oauth_error(by_header, 401, "invalid_client")
    assert (await browser.exchange(code, client_id="post-only")).status_code == 200


async def test_a_public_client_names_itself_and_proves_itself_by_pkce(browser: Browser) -> None:
    """N-TK-08."""
    code = await browser.code(client_id=PUBLIC_ID, redirect_uri=PUBLIC_REDIRECT)
    public: dict[str, str | None] = {
        "client_id": PUBLIC_ID,
        "redirect_uri": PUBLIC_REDIRECT,
        "client_secret": None,
    }

    headers = {"Authorization": basic(PUBLIC_ID, "x")}
    by_header = await browser.exchange(code, headers, **public)
    assert_oauth_error(by_header, 401, "invalid_client")
    with_secret = await browser.exchange(code, **{**public, "client_secret": "x"})
    assert_oauth_error(with_secret, 401, "invalid_client")
    assert (await browser.exchange(code, **public)).status_code == 200


async def test_an_empty_secret_in_basic_is_no_secret(browser: Browser) -> None:
    """N-TK-08: as programs in Go send it for a public client; it opens no other."""
    code = await browser.code(client_id="basic-only")
    headers = {"Authorization": basic("basic-only", "")}
    of_confidential = await browser.exchange(code, headers, client_id=None, client_secret=None)
    assert_oauth_error(of_confidential, 401, "invalid_client")

    code = await browser.code(client_id=PUBLIC_ID, redirect_uri=PUBLIC_REDIRECT)
    headers = {"Authorization": basic(PUBLIC_ID, "")}
    of_public = await browser.exchange(
        code, headers, client_id=None, client_secret=None, redirect_uri=PUBLIC_REDIRECT
    )
    assert of_public.status_code == 200


async def test_all_failures_of_authentication_read_alike(browser: Browser) -> None:
    """N-TK-05: nobody learns whether a client id exists."""
    unknown = await browser.exchange("x" * 43, client_id="nobody")
    wrong = await browser.exchange("x" * 43, client_secret="wrong")
    method = await browser.exchange("x" * 43, client_id="basic-only")

    assert unknown.content == wrong.content == method.content
    assert unknown.headers == wrong.headers == method.headers
