"""N-DS-06, F-33 and F-35 over HTTP: keys that change while people sign in."""

from datetime import timedelta
from pathlib import Path

import pytest
from structlog.typing import EventDict

from domain.signing_algorithm import SigningAlgorithm
from tests.builders import NOW
from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.browser import Browser
from tests.integration.http.claims import header_of, verified
from tests.integration.http.harness import (
    AUDIENCE,
    CLIENT_ID,
    DISCOVERY,
    HEALTH,
    HTTPS_ISSUER,
    JWKS,
    Provider,
    provider_of,
    settings_for,
)
from tests.integration.http.signers import FlakySigner
from tests.integration.key_directories import file_of, put_key

pytestmark = pytest.mark.anyio

RS256 = SigningAlgorithm.RS256
DELAY = timedelta(seconds=300 + 30 + 5)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def provider_with(directory: Path, **changes: str) -> Provider:
    return provider_of(settings_for(None, HTTPS_ISSUER, JWT_KEYS_DIR=str(directory), **changes))


async def published(browser: Browser) -> list[str]:
    return [key["kid"] for key in (await browser.http.get(JWKS)).json()["keys"]]


async def reload(provider: Provider) -> None:
    await provider.container.reload_keys()()


async def test_n_ds_06_a_rotation_publishes_first_and_keeps_the_old_key_while_tokens_live(
    directory: Path,
) -> None:
    """N-DS-04, N-DS-06."""
    old = put_key(directory, RS256)
    provider = provider_with(directory)
    browser = Browser(provider)
    first = await browser.tokens()
    assert header_of(first["access_token"])["kid"] == old.kid

    new = put_key(directory, RS256, published_at=NOW + timedelta(1), signs_from=NOW + DELAY)
    await reload(provider)
    assert await published(browser) == [old.kid, new.kid]
    provider.clock.advance(DELAY.total_seconds() - 1)
    last = await browser.tokens()
    assert header_of(last["id_token"])["kid"] == old.kid

    provider.clock.advance(1)
    second = await browser.tokens()
    assert header_of(second["access_token"])["kid"] == new.kid
    for tokens in (first, last, second):
        await verified(browser.http, tokens["access_token"], audience=AUDIENCE)
        assert (await browser.userinfo(tokens["access_token"])).status_code == 200
    hint = first["id_token"]
    answer = await browser.authorize(prompt="none", id_token_hint=hint)
    assert "code=" in answer.headers["location"]

    provider.clock.advance((DELAY + timedelta(hours=8)).total_seconds() - 1)
    assert await published(browser) == [old.kid, new.kid]
    provider.clock.advance(1)
    assert await published(browser) == [new.kid]


async def test_n_ds_06_the_key_set_may_be_kept_as_long_as_a_new_key_waits(directory: Path) -> None:
    """N-DS-05, N-DS-06."""
    put_key(directory, RS256)
    browser = Browser(provider_with(directory, JWKS_MAX_AGE="15m"))
    assert (await browser.http.get(JWKS)).headers["cache-control"] == "public, max-age=900"
    for path in DISCOVERY:
        headers = (await browser.http.get(path)).headers
        assert headers["cache-control"] == "public, max-age=300"


async def test_one_can_move_from_the_single_file_to_a_directory_unnoticed(
    directory: Path, key_file: str
) -> None:
    """N-DS-06."""
    before = Browser(provider_of(settings_for(key_file)))
    (old,) = await published(before)
    put_key(directory, SigningAlgorithm.ES256)
    provider = provider_of(settings_for(key_file, JWT_KEYS_DIR=str(directory)))
    browser = Browser(provider)
    assert old in await published(browser)
    new = put_key(directory, RS256, signs_from=NOW + DELAY)
    await reload(provider)
    assert {old, new.kid} <= set(await published(browser))
    assert header_of((await browser.tokens())["access_token"])["kid"] == old
    provider.clock.advance(DELAY.total_seconds())
    assert header_of((await browser.tokens())["access_token"])["kid"] == new.kid


async def test_f_33_a_broken_file_keeps_it_ready_and_shows_in_readiness(
    directory: Path, logs: list[EventDict]
) -> None:
    """F-33."""
    key = put_key(directory, RS256)
    provider = provider_with(directory)
    browser = Browser(provider)
    tokens = await browser.tokens()
    file_of(directory, key).write_bytes(b"canary")
    await reload(provider)

    response = await browser.http.get(HEALTH[1])
    assert response.status_code == 200
    warning = "a key file or its directory cannot be used: the log says which"
    assert response.json() == {"status": "ready", "warnings": [warning]}
    assert [line["event"] for line in logs if line["log_level"] == "error"] == ["keys_unusable"]
    assert (await browser.userinfo(tokens["access_token"])).status_code == 200
    assert header_of((await browser.tokens())["id_token"])["kid"] == key.kid


async def test_f_35_signing_that_fails_uses_no_code_up(provider: Provider) -> None:
    """F-35."""
    signer = FlakySigner(provider.container.adapters.signer())
    with provider.container.adapters.signer.override(signer.provided()):
        browser = Browser(provider)
        code = await browser.code()
        signer.failing = True
        response = await browser.exchange(code)
        assert_oauth_error(response, 503, "temporarily_unavailable")
        assert response.headers["retry-after"] == "5"

        signer.failing = False
        assert (await browser.exchange(code)).status_code == 200
        assert_oauth_error(await browser.exchange(code), 400, "invalid_grant")


async def test_f_35_an_id_token_that_cannot_be_signed_uses_no_code_up(provider: Provider) -> None:
    """F-35."""
    signer = FlakySigner(provider.container.adapters.signer(), kind="JWT")
    with provider.container.adapters.signer.override(signer.provided()):
        browser = Browser(provider)
        code = await browser.code()
        signer.failing = True
        assert_oauth_error(await browser.exchange(code), 503, "temporarily_unavailable")
        signer.failing = False
        tokens = (await browser.exchange(code)).json()
        assert (await verified(browser.http, tokens["id_token"], audience=CLIENT_ID))["sub"]
