"""A client ends its own tokens (RFC 7009)."""

import pytest

from application.events import TokenRevoked
from tests import builders
from tests.integration.http.answers import assert_oauth_error
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
async def test_a_revoked_refresh_token_takes_every_token_of_its_grant_along(
    offline: Provider, client_id: str, hint: str | None
) -> None:
    """N-RV-02: whatever the hint says; and no other grant's."""
    program = Program(provider=offline, client_id=client_id)
    first, bystander = await program.begin(), await program.begin()
    second = await program.refreshed(first.refresh_token)

    await assert_revoked(program, second.refresh_token, token_type_hint=hint)

    for held in (first, second):
        await assert_dead(program, held)
    assert all((await program.is_alive(bystander)).values())


async def test_an_answer_without_a_body_names_no_type_of_it(program: Program) -> None:
    """N-RV-01: oidc-client-ts takes JSON, or nothing, and goes no further with any other type."""
    answer = await program.revoke((await program.begin()).refresh_token)

    assert (answer.status_code, answer.content) == (200, b"")
    assert "content-type" not in answer.headers


async def test_one_that_was_replaced_ends_the_grant_as_well(program: Program) -> None:
    """N-RV-02: a client that lost the last reply can still sign out."""
    first = await program.begin()
    second = await program.refreshed(first.refresh_token)
    third = await program.refreshed(second.refresh_token)

    await assert_revoked(program, first.refresh_token)
    await assert_dead(program, third)


async def test_one_that_has_expired_may_be_revoked(program: Program, offline: Provider) -> None:
    """N-RV-01: it is dead either way."""
    held = await program.begin()
    offline.clock.advance(14 * 86_400)

    await assert_revoked(program, held.refresh_token)


async def test_revoking_again_changes_nothing(program: Program, offline: Provider) -> None:
    """N-RV-01: an unknown token is as good as revoked."""
    held = await program.begin()
    for token in (held.access_token, held.refresh_token):
        for _ in range(3):
            await assert_revoked(program, token)

    revoked = [event for event in offline.audit.events if isinstance(event, TokenRevoked)]
    assert [event.kind for event in revoked if event.kind == "refresh_token"] == ["refresh_token"]


async def test_an_id_token_is_an_unsupported_token_type(
    program: Program, offline: Provider
) -> None:
    """N-RV-02: "yes" would be taken for a sign-out; and nothing ends."""
    held = await program.begin()
    for hint in (None, "access_token", "id_token"):
        refused = await program.revoke(held.id_token, token_type_hint=hint)
        assert_oauth_error(refused, 400, "unsupported_token_type")
    offline.clock.advance(3_601)
    assert_oauth_error(await program.revoke(held.id_token), 400, "unsupported_token_type")

    assert (await program.refresh(held.refresh_token)).status_code == 200


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
async def test_without_the_store_a_token_is_not_said_to_be_revoked(
    program: Program, offline: Provider, kind: str
) -> None:
    """N-RV-02, F-01 (C-23): 503 and when to come again, never 200."""
    held = await program.begin()
    offline.memory.down = True
    refused = await program.revoke(getattr(held, kind))
    assert_oauth_error(refused, 503, "temporarily_unavailable")
    assert int(refused.headers["retry-after"]) > 0
    offline.memory.down = False

    assert all((await program.is_alive(held)).values())
    await assert_revoked(program, getattr(held, kind))
    assert not any((await program.access_is_alive(held)).values())


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
async def test_a_revocation_is_noted(program: Program, offline: Provider, kind: str) -> None:
    """N-RV-01: who, of whom, which kind; no token."""
    held = await program.begin()
    await program.revoke(getattr(held, kind))

    (event,) = [event for event in offline.audit.events if isinstance(event, TokenRevoked)]
    expected = TokenRevoked(client_id=CLIENT_ID, sub=builders.DISCORD_ID, kind=kind)
    assert event == expected
