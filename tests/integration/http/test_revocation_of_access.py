"""A client ends one access token: by itself where there are refresh tokens, else with its grant."""

import pytest

from tests.integration.http.answers import assert_challenge
from tests.integration.http.browser import SCOPE, Browser
from tests.integration.http.harness import (
    CLIENT_ID,
    PUBLIC_ID,
    Provider,
)
from tests.integration.http.program import Program
from tests.integration.http.program_answers import assert_dead, assert_revoked
from tests.integration.http.refreshing_clients import STEADY_ID

pytestmark = pytest.mark.anyio


OWNER = pytest.mark.parametrize("client_id", [CLIENT_ID, PUBLIC_ID, STEADY_ID])


HINTS = [
    None,
    "",
    "access_token",
    "refresh_token",
    "id_token",
    "urn:x:unknown",
    "\u00e9",
    "*" * 999,
]


@OWNER
@pytest.mark.parametrize("hint", HINTS)
async def test_a_revoked_access_token_ends_alone_where_there_are_refresh_tokens(
    offline: Provider, client_id: str, hint: str | None
) -> None:
    """N-RV-02: the others of its grant, and its refresh token, go on."""
    program = Program(provider=offline, client_id=client_id)
    first = await program.begin()
    second = await program.refreshed(first.refresh_token)

    await assert_revoked(program, first.access_token, token_type_hint=hint)

    assert not any((await program.access_is_alive(first)).values())
    assert all((await program.is_alive(second)).values())
    third = await program.refreshed(second.refresh_token)
    assert not (await program.is_alive(first))["userinfo"]
    assert all((await program.is_alive(third)).values())


async def test_many_access_tokens_of_one_grant_are_revoked_one_by_one(
    program: Program, offline: Provider
) -> None:
    """N-RV-02: each for as long as it would have lived."""
    held = [await program.begin()]
    for _ in range(5):
        offline.clock.advance(60)
        held.append(await program.refreshed(held[-1].refresh_token))
    for one in held[:-1]:
        await assert_revoked(program, one.access_token)
    for seconds in (0, 3_299):
        offline.clock.advance(seconds)
        for one in held[1:-1]:
            assert not any((await program.is_alive(one)).values())

    assert all((await program.is_alive(held[-1])).values())


async def test_one_that_would_soon_expire_is_not_forgotten_before_it_has(
    program: Program, offline: Provider
) -> None:
    """N-RV-02."""
    old = await program.begin()
    offline.clock.advance(3_500)
    new = await program.refreshed(old.refresh_token)
    for token in (old.access_token, new.access_token):
        await assert_revoked(program, token)

    assert not any((await program.access_is_alive(old)).values())


async def test_the_hundred_and_first_revoked_access_token_takes_the_grant_along(
    program: Program,
) -> None:
    """N-RV-02: the note of those that were revoked must not grow for ever."""
    held = await program.begin()
    for _ in range(100):
        await assert_revoked(program, held.access_token)
        held = await program.refreshed(held.refresh_token)
    assert all((await program.is_alive(held)).values())
    await assert_revoked(program, held.access_token)

    await assert_dead(program, held)


async def test_a_revoked_access_token_stays_dead_through_refreshes_and_roles_read_anew(
    program: Program, offline: Provider
) -> None:
    """N-RV-02: the note is not lost when something else of the grant changes."""
    first = await program.begin()
    await assert_revoked(program, first.access_token)
    second = await program.refreshed(first.refresh_token)
    offline.clock.advance(301)
    await program.is_alive(second)

    assert not (await program.is_alive(first))["userinfo"]


@pytest.mark.parametrize("client_id", [CLIENT_ID, PUBLIC_ID, "named"])
async def test_a_revoked_access_token_without_refresh_tokens_is_the_end_of_its_grant(
    offline: Provider, client_id: str
) -> None:
    """N-RV-02."""
    program = Program(provider=offline, client_id=client_id)
    token = (await program.tokens(scope=SCOPE))["access_token"]
    bystander = (await program.tokens(scope=SCOPE))["access_token"]

    await assert_revoked(program, token)

    browser = Browser(offline)
    assert_challenge(await browser.userinfo(token), 401, "invalid_token")
    assert (await browser.userinfo(bystander)).status_code == 200
