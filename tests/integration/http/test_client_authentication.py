"""Who a client is, and that only one way of saying so counts."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import quote, quote_plus

import pytest

from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    CLIENT_ID,
    FORM,
    ODD_ID,
    ODD_SECRET,
    OTHER_SECRET,
    PUBLIC_ID,
    SECRET,
    TOKEN,
)

pytestmark = pytest.mark.anyio

NO_BODY: dict[str, str | None] = {"client_id": None, "client_secret": None}


def encoded(text: str | bytes) -> str:
    raw = text if isinstance(text, bytes) else text.encode()
    return b64encode(raw).decode()


GOOD = encoded(f"{CLIENT_ID}:{SECRET}")
JUNK = {
    "nothing": "Basic",
    "only a space": "Basic ",
    "no colon": "Basic " + encoded(CLIENT_ID),
    "only a colon": "Basic " + encoded(":"),
    "no secret": "Basic " + encoded(f"{CLIENT_ID}:"),
    "no client": "Basic " + encoded(f":{SECRET}"),
    "no base64": "Basic !!!!",
    "base64 with junk inside": f"Basic {GOOD[:8]}!!{GOOD[8:]}",
    "base64 with a space inside": f"Basic {GOOD[:8]} {GOOD[8:]}",
    "base64 cut off": "Basic " + GOOD[:-1],
    "base64url letters": "Basic " + encoded(b"\xff\xfe\xfd:\xff\xfe").replace("/", "_"),
    "bytes that are no UTF-8": "Basic " + encoded(b"\xff:\xff"),
    "broken percent-encoding": "Basic " + encoded(f"{CLIENT_ID}:%zz"),
    "percent-encoded bytes that are no UTF-8": "Basic " + encoded(f"{CLIENT_ID}:%ff"),
    "trailing newline in the secret": "Basic " + encoded(f"{CLIENT_ID}:{SECRET}\n"),
    "secret in upper case": "Basic " + encoded(f"{CLIENT_ID}:{SECRET.upper()}"),
    "client in upper case": "Basic " + encoded(f"{CLIENT_ID.upper()}:{SECRET}"),
    "secret cut off": "Basic " + encoded(f"{CLIENT_ID}:{SECRET[:-1]}"),
    "secret with more": "Basic " + encoded(f"{CLIENT_ID}:{SECRET}x"),
    "another client's secret": "Basic " + encoded(f"{CLIENT_ID}:{OTHER_SECRET}"),
    "the digest as secret": "Basic "
    + encoded(f"{CLIENT_ID}:{sha256(SECRET.encode()).hexdigest()}"),
    "another scheme": "Bearer " + GOOD,
    "no scheme": GOOD,
    "digest scheme": 'Digest username="dashboard"',
    "quotes": 'Basic "' + GOOD + '"',
    "60 KB": "Basic " + "A" * 60_000,
}


@pytest.mark.parametrize("header", JUNK.values(), ids=JUNK.keys())
async def test_a_header_that_does_not_authenticate_is_answered_with_a_challenge(
    browser: Browser, header: str
) -> None:
    """N-TK-05, N-TK-07."""
    code = await browser.code()
    response = await browser.exchange(code, {"Authorization": header}, **NO_BODY)

    assert_oauth_error(response, 401, "invalid_client")
    assert response.headers["www-authenticate"].startswith('Basic realm="')
    assert (await browser.exchange(code)).status_code == 200


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"Basic \xff\xfe", b"Basic \xc3\xa4\xc3\xb6", b"\t"])
async def test_bytes_beyond_ascii_in_the_header_authenticate_nobody(
    browser: Browser, raw: bytes
) -> None:
    """N-TK-05."""
    headers = [(b"Authorization", raw), (b"Content-Type", FORM.encode())]
    response = await browser.http.post(TOKEN, content="grant_type=x", headers=headers)

    assert_oauth_error(response, 401, "invalid_client")


@pytest.mark.parametrize("scheme", ["Basic", "basic", "BASIC", "bAsIc"])
async def test_the_scheme_is_read_in_any_case(browser: Browser, scheme: str) -> None:
    """N-TK-07."""
    headers = {"Authorization": f"{scheme} {GOOD}"}
    response = await browser.exchange(await browser.code(), headers, **NO_BODY)

    assert response.status_code == 200


@pytest.mark.parametrize("encode", [quote, quote_plus, lambda text: quote(text, safe="")])
async def test_both_halves_of_basic_are_form_decoded(
    browser: Browser, encode: Callable[[str], str]
) -> None:
    """N-TK-07."""
    header = "Basic " + encoded(f"{encode(ODD_ID)}:{encode(ODD_SECRET)}")
    code = await browser.code(client_id=ODD_ID)
    response = await browser.exchange(code, {"Authorization": header}, **NO_BODY)

    assert response.status_code == 200


async def test_credentials_that_were_not_form_encoded_are_refused(browser: Browser) -> None:
    """N-TK-07: a colon in the client id then ends it too early."""
    code = await browser.code(client_id=ODD_ID)
    header = "Basic " + encoded(f"{ODD_ID}:{ODD_SECRET}")
    response = await browser.exchange(code, {"Authorization": header}, **NO_BODY)

    assert_oauth_error(response, 401, "invalid_client")


async def test_special_characters_work_in_the_body_too(browser: Browser) -> None:
    """N-TK-07."""
    code = await browser.code(client_id=ODD_ID)

    response = await browser.exchange(code, client_id=ODD_ID, client_secret=ODD_SECRET)
    assert response.status_code == 200


BODIES: dict[str, dict[str, str | None]] = {
    "N-TK-05 no client": {"client_id": None, "client_secret": None},
    "N-TK-05 secret alone": {"client_id": None},
    "N-TK-05 unknown client": {"client_id": "nobody"},
    "N-TK-05 wrong secret": {"client_secret": "wrong"},
    "N-TK-05 secret with NUL": {"client_secret": SECRET + "\0"},
    "N-TK-05 secret beyond ASCII": {"client_secret": "\u00fc\U0001f642"},
    "N-TK-08 no secret, verifier right": {"client_secret": None},
    "N-TK-08 empty secret": {"client_secret": ""},
    "N-TK-08 public with a secret": {"client_id": PUBLIC_ID, "client_secret": "any"},
}


@pytest.mark.parametrize("changes", BODIES.values(), ids=BODIES.keys())
async def test_a_body_that_does_not_authenticate_is_invalid_client(
    browser: Browser, changes: dict[str, str | None]
) -> None:
    """N-TK-05, N-TK-08."""
    code = await browser.code()

    assert_oauth_error(await browser.exchange(code, **changes), 401, "invalid_client")
    assert (await browser.exchange(code)).status_code == 200
