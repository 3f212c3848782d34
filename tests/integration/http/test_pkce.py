"""PKCE: every kind of challenge against every kind of verifier, for both kinds of client."""

from urllib.parse import urlencode

import pytest

from domain.pkce import CodeChallenge
from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.browser import EXCHANGE, VERIFIER, Browser, changed
from tests.integration.http.harness import (
    FORM,
    PUBLIC_ID,
    PUBLIC_REDIRECT,
    TOKEN,
)

pytestmark = pytest.mark.anyio

CONFIDENTIAL: dict[str, str | None] = {}
PUBLIC: dict[str, str | None] = {
    "client_id": PUBLIC_ID,
    "redirect_uri": PUBLIC_REDIRECT,
    "client_secret": None,
}
BAD_VERIFIERS: dict[str, str | None] = {
    "wrong": "w" * 43,
    "missing": None,
    "empty": "",
    "the challenge itself": CodeChallenge.of(VERIFIER).value,
    "short": "a" * 42,
    "long": "a" * 129,
    "newline": VERIFIER + "\n",
    "space": " " + VERIFIER,
    "beyond ASCII": "\u00e9" * 43,
    "letter not allowed": "+" * 43,
    "60 KB": "a" * 60_000,
}


def asked(client: dict[str, str | None]) -> dict[str, str | None]:
    return {name: value for name, value in client.items() if name != "client_secret"}


@pytest.mark.parametrize("client", [CONFIDENTIAL, PUBLIC], ids=["confidential", "public"])
@pytest.mark.parametrize("verifier", BAD_VERIFIERS.values(), ids=BAD_VERIFIERS.keys())
async def test_a_challenge_makes_the_right_verifier_necessary(
    browser: Browser, client: dict[str, str | None], verifier: str | None
) -> None:
    """N-TK-12."""
    code = await browser.code(**asked(client))

    refused = await browser.exchange(code, **client, code_verifier=verifier)

    assert_oauth_error(refused, 400, "invalid_grant")
    assert (await browser.exchange(code, **client)).status_code == 200


@pytest.mark.parametrize("client", [CONFIDENTIAL, PUBLIC], ids=["confidential", "public"])
async def test_a_repeated_verifier_is_an_invalid_request(
    browser: Browser, client: dict[str, str | None]
) -> None:
    """N-TK-12, N-TK-03."""
    code = await browser.code(**asked(client))
    form = changed(EXCHANGE, {**client, "code": code})
    body = urlencode([*form.items(), ("code_verifier", "w" * 43)])

    refused = await browser.http.post(TOKEN, content=body, headers={"Content-Type": FORM})

    assert_oauth_error(refused, 400, "invalid_request")
    assert (await browser.exchange(code, **client)).status_code == 200


@pytest.mark.parametrize("verifier", [VERIFIER, "w" * 43, "x"])
async def test_a_verifier_without_a_challenge_is_refused(browser: Browser, verifier: str) -> None:
    """N-TK-12 (RFC 9700 section 2.1.1)."""
    code = await browser.code(code_challenge=None, code_challenge_method=None)

    assert_oauth_error(await browser.exchange(code, code_verifier=verifier), 400, "invalid_grant")
    assert (await browser.exchange(code, code_verifier=None)).status_code == 200


@pytest.mark.parametrize("verifier", ["a" * 43, "Z" * 128, "-._~" * 11])
async def test_verifiers_of_every_allowed_shape_work(browser: Browser, verifier: str) -> None:
    """N-TK-12."""
    code = await browser.code(code_challenge=CodeChallenge.of(verifier).value)

    assert (await browser.exchange(code, code_verifier=verifier)).status_code == 200
