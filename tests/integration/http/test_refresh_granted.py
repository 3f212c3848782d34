"""Who gets refresh tokens: clients that may have them, and ask, or need not ask."""

import pytest

from tests.integration.http.answers import assert_error_redirect, assert_oauth_error
from tests.integration.http.browser import SCOPE, Browser
from tests.integration.http.harness import (
    CLIENT_ID,
    ONCE_ID,
    PUBLIC_ID,
    TOKEN,
    Provider,
)
from tests.integration.http.page import Page
from tests.integration.http.program import OFFLINE, Program, restarted
from tests.integration.http.refreshing_clients import ALWAYS_ID, STEADY_ID, clients

pytestmark = pytest.mark.anyio


async def test_a_refresh_token_has_256_bits_of_its_own(program: Program) -> None:
    """N-RF-01: and does not tell another family's."""
    held = [await program.begin() for _ in range(10)]
    parts = [one.refresh_token.split(".") for one in held]

    assert all([len(part) for part in three] == [43, 43, 43] for three in parts)
    assert len({part for three in parts for part in three}) == 30


async def test_without_the_scope_there_is_no_refresh_token(offline: Provider) -> None:
    """N-TK-16: a client has to ask, unless its registration says always."""
    for client_id in (CLIENT_ID, PUBLIC_ID, STEADY_ID):
        tokens = await Program(provider=offline, client_id=client_id).tokens(scope=SCOPE)
        assert "refresh_token" not in tokens
        assert tokens["scope"] == SCOPE


@pytest.mark.parametrize("scope", [SCOPE, "openid", "roles", OFFLINE])
async def test_always_gives_refresh_tokens_unasked_and_adds_no_scope(
    offline: Provider, scope: str
) -> None:
    """N-TK-16: the scope is never wider than was asked."""
    program = Program(provider=offline, client_id=ALWAYS_ID)
    tokens = await program.tokens(scope=scope)
    new = (await program.refresh(tokens["refresh_token"])).json()

    assert tokens["scope"] == new["scope"] == scope
    assert ("id_token" in new) is ("openid" in scope)


async def test_a_refresh_token_for_nothing_is_not_given(offline: Provider) -> None:
    """N-AZ-11: offline_access says for how long, and nothing of what."""
    answer = await Browser(offline).authorize(scope="offline_access")

    assert_error_redirect(answer, "invalid_scope")


async def test_a_client_without_the_grant_type_neither_gets_nor_uses_refresh_tokens(
    offline: Provider, program: Program
) -> None:
    """N-TK-09: the scope is dropped, and the grant is unauthorized_client."""
    named = Program(provider=offline, client_id="named")
    tokens = await named.tokens()
    held = await program.begin()

    assert "refresh_token" not in tokens
    assert tokens["scope"] == SCOPE
    for token in (held.refresh_token, "junk"):
        assert_oauth_error(await named.refresh(token), 400, "unauthorized_client")
    assert (await program.refresh(held.refresh_token)).status_code == 200


async def test_a_client_that_lost_the_grant_type_before_the_exchange_gets_no_refresh_token(
    offline: Provider,
) -> None:
    """N-TK-09 (C-26): the registration of now counts; the scope goes with it."""
    code = await Browser(offline).code(scope=OFFLINE)
    once = clients(**{CLIENT_ID: {"grant_types": ["authorization_code"]}})
    body = (await Browser(restarted(offline, OAUTH_CLIENTS=once)).exchange(code)).json()

    assert "refresh_token" not in body
    assert body["scope"] == SCOPE


@pytest.mark.parametrize("token", [None, ""])
async def test_a_refresh_token_is_required(program: Program, token: str | None) -> None:
    """N-TK-09."""
    response = await program.post(TOKEN, grant_type="refresh_token", refresh_token=token)

    assert_oauth_error(response, 400, "invalid_request")


async def test_whoever_is_asked_is_told_of_what_comes_unasked(offline: Provider) -> None:
    """N-AZ-28 (C-63): whether the application asks for it, or has it by its registration."""
    line = "changes to any of this, also while you are away"
    page = await Browser(offline).asked(client_id=ALWAYS_ID, scope=SCOPE, prompt="consent")

    assert line in Page(page).text


async def test_whoever_is_asked_is_told_of_offline_access_in_words(offline: Provider) -> None:
    """N-AZ-28 (C-63): and a yes to less is no yes to that."""
    line = "changes to any of this, also while you are away"
    browser = Browser(offline)
    without = await browser.asked(client_id=ONCE_ID, scope=SCOPE)
    assert line not in Page(without).text
    await browser.press(without, "Allow")
    page = await browser.asked(client_id=ONCE_ID, scope=OFFLINE)
    assert line in Page(page).text

    answer = await browser.press(page, "Allow")
    assert "refresh_token" in await browser.redeem(answer, client_id=ONCE_ID)
    assert (
        "code=" in (await browser.authorize(client_id=ONCE_ID, scope=OFFLINE)).headers["location"]
    )
