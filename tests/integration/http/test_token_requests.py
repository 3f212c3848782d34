"""How the token endpoint takes a request, and how it answers."""

from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest

from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.browser import EXCHANGE, Browser, changed
from tests.integration.http.harness import FORM, TOKEN

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "BREW"])
async def test_post_is_the_only_method(browser: Browser, method: str) -> None:
    """N-TK-01."""
    response = await browser.http.request(method, TOKEN, params=dict(EXCHANGE))

    assert response.status_code == 405
    assert "POST" in response.headers["allow"]
    assert "GET" not in response.headers["allow"]


async def test_parameters_in_the_query_do_not_count(browser: Browser) -> None:
    """N-TK-01."""
    form = {**EXCHANGE, "code": await browser.code()}
    missing = {name: value for name, value in form.items() if name != "code"}

    everything = await browser.http.post(TOKEN, params=form, headers={"Content-Type": FORM})
    only_code = await browser.http.post(TOKEN, params={"code": form["code"]}, data=missing)

    assert_oauth_error(everything, 401, "invalid_client")
    assert_oauth_error(only_code, 400, "invalid_request")
    # Neither spoiled the code, and a query beside a good body does not disturb.
    beside = await browser.http.post(TOKEN, params={"code": "x", "grant_type": "y"}, data=form)
    assert beside.status_code == 200


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "text/plain", "multipart/form-data; boundary=x", "", None, FORM + "x"],
)
async def test_a_body_that_is_no_form_is_refused(
    browser: Browser, content_type: str | None
) -> None:
    """N-TK-02."""
    code = await browser.code()
    body = urlencode({**EXCHANGE, "code": code}).encode()
    headers = {} if content_type is None else {"Content-Type": content_type}

    response = await browser.http.post(TOKEN, content=body, headers=headers)

    assert_oauth_error(response, 400, "invalid_request")
    assert (await browser.exchange(code)).status_code == 200


async def test_json_and_multipart_bodies_are_refused(browser: Browser) -> None:
    """N-TK-02."""
    form = {**EXCHANGE, "code": await browser.code()}
    as_json = await browser.http.post(TOKEN, json=form)
    as_parts = await browser.http.post(TOKEN, files={n: (None, v) for n, v in form.items()})

    assert_oauth_error(as_json, 400, "invalid_request")
    assert_oauth_error(as_parts, 400, "invalid_request")


async def test_the_charset_of_a_form_does_not_matter(browser: Browser) -> None:
    """N-TK-02."""
    body = urlencode({**EXCHANGE, "code": await browser.code()})
    headers = {"Content-Type": FORM + "; charset=ISO-8859-1"}

    assert (await browser.http.post(TOKEN, content=body, headers=headers)).status_code == 200


@pytest.mark.parametrize("name", [*EXCHANGE, "code", "scope", "unknown"])
async def test_any_repeated_parameter_is_refused(browser: Browser, name: str) -> None:
    """N-TK-03."""
    code = await browser.code()
    form = {"scope": "openid", "unknown": "1", **EXCHANGE, "code": code}
    for second in (form[name], "other"):
        body = urlencode([*form.items(), (name, second)])
        response = await browser.http.post(TOKEN, content=body, headers={"Content-Type": FORM})
        assert_oauth_error(response, 400, "invalid_request")

    assert (await browser.exchange(code)).status_code == 200


MALFORMED = [b"%", b"%4", b"%zz", b"%ff", b"%c3%28", b"%ed%a0%80", b"\xff", b"%c0%80"]


@pytest.mark.parametrize("raw", MALFORMED)
async def test_what_cannot_be_decoded_is_refused(browser: Browser, raw: bytes) -> None:
    """N-TK-03."""
    code = await browser.code()
    good = urlencode({**EXCHANGE, "code": code}).encode()
    for body in (good + b"&x=" + raw, good + b"&" + raw, good.replace(code.encode(), raw)):
        response = await browser.http.post(TOKEN, content=body, headers={"Content-Type": FORM})
        assert_oauth_error(response, 400, "invalid_request")

    assert (await browser.exchange(code)).status_code == 200


@pytest.mark.parametrize("body", [b"", b"&", b"=", b"\0", b"{}", b"<xml/>", b"=" * 60_000])
async def test_a_body_of_nonsense_is_no_client(browser: Browser, body: bytes) -> None:
    """N-TK-05."""
    response = await browser.http.post(TOKEN, content=body, headers={"Content-Type": FORM})

    assert_oauth_error(response, 401, "invalid_client")


async def test_a_body_of_more_than_64_kib_is_refused(browser: Browser) -> None:
    """N-TK-02."""
    form = urlencode({**EXCHANGE, "code": await browser.code()}).encode() + b"&padding="
    largest = form + b"a" * (65_536 - len(form))
    headers = {"Content-Type": FORM}

    too_large = await browser.http.post(TOKEN, content=largest + b"a", headers=headers)
    assert_oauth_error(too_large, 400, "invalid_request")
    assert (await browser.http.post(TOKEN, content=largest, headers=headers)).status_code == 200


async def test_a_body_without_end_is_refused_whatever_length_it_claims(browser: Browser) -> None:
    """N-TK-02."""

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"a" * 1024

    response = await browser.http.post(TOKEN, content=endless(), headers={"Content-Type": FORM})

    assert_oauth_error(response, 400, "invalid_request")


async def test_a_success_is_200_json_that_nobody_may_keep(browser: Browser) -> None:
    """N-TK-04."""
    response = await browser.exchange(await browser.code())

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["pragma"] == "no-cache"
    body = response.json()
    assert body.keys() == {"access_token", "token_type", "expires_in", "scope", "id_token"}
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 3600)
    assert isinstance(body["expires_in"], int)
    assert "set-cookie" not in response.headers


GRANTS = [
    (None, "invalid_request"),
    ("", "invalid_request"),
    ("password", "unsupported_grant_type"),
    ("implicit", "unsupported_grant_type"),
    ("client_credentials", "unsupported_grant_type"),
    ("refresh_token", "unauthorized_client"),
    ("AUTHORIZATION_CODE", "unsupported_grant_type"),
    ("authorization_code ", "unsupported_grant_type"),
    ("urn:ietf:params:oauth:grant-type:token-exchange", "unsupported_grant_type"),
    ("<svg onload=1>", "unsupported_grant_type"),
]


@pytest.mark.parametrize(("grant_type", "error"), GRANTS)
async def test_a_grant_that_is_none_of_the_clients_is_refused(
    browser: Browser, grant_type: str | None, error: str
) -> None:
    """N-TK-09."""
    code = await browser.code()

    assert_oauth_error(await browser.exchange(code, grant_type=grant_type), 400, error)
    assert (await browser.exchange(code)).status_code == 200


async def test_a_code_is_required(browser: Browser) -> None:
    """N-TK-09."""
    form = changed(EXCHANGE, {"code": None})

    assert_oauth_error(await browser.http.post(TOKEN, data=form), 400, "invalid_request")
