"""A refresh token is of one client, and nothing that is nearly it is worth anything."""

import pytest

from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.harness import (
    CLIENT_ID,
    OTHER_ID,
    OTHER_SECRET,
    PUBLIC_ID,
    SECRET,
    SWITCHED_OFF_ID,
    Provider,
)
from tests.integration.http.program import Program
from tests.integration.http.program_answers import assert_untouched
from tests.integration.http.refreshing_clients import ALWAYS_ID, STEADY_ID

pytestmark = pytest.mark.anyio

OWNERS = [CLIENT_ID, PUBLIC_ID, STEADY_ID]
OWNER = pytest.mark.parametrize("owner", OWNERS)


@OWNER
@pytest.mark.parametrize("thief", [CLIENT_ID, OTHER_ID, PUBLIC_ID, STEADY_ID, ALWAYS_ID])
async def test_another_client_neither_uses_nor_ends_it(
    offline: Provider, owner: str, thief: str
) -> None:
    """N-RF-01 (C-21): with its own good credentials."""
    if owner == thief:
        thief = SWITCHED_OFF_ID
    program = Program(provider=offline, client_id=owner)
    held = await program.begin()
    before = offline.memory.everything()

    refused = await Program(provider=offline, client_id=thief).refresh(held.refresh_token)

    assert_oauth_error(refused, 400, "invalid_grant")
    await assert_untouched(program, before, held)


async def test_another_client_cannot_end_a_family_by_a_token_that_was_replaced(
    program: Program, offline: Provider
) -> None:
    """N-RF-01: neither within the grace nor after it."""
    first = await program.begin()
    second = await program.refreshed(first.refresh_token)
    other = Program(provider=offline, client_id=OTHER_ID)
    for seconds in (0, 11):
        offline.clock.advance(seconds)
        before = offline.memory.everything()
        assert_oauth_error(await other.refresh(first.refresh_token), 400, "invalid_grant")
        assert offline.memory.everything() == before

    await assert_untouched(program, offline.memory.everything(), second)


CREDENTIALS: dict[str, dict[str, str | None]] = {
    "wrong secret": {"client_secret": "wrong"},
    "no secret": {"client_secret": None},
    "secret of another": {"client_secret": OTHER_SECRET},
    "no client": {"client_id": None},
    "unknown client": {"client_id": "nobody"},
    "the id in other letters": {"client_id": CLIENT_ID.upper()},
}


@pytest.mark.parametrize("changes", CREDENTIALS.values(), ids=CREDENTIALS.keys())
async def test_without_the_clients_credentials_it_is_worth_nothing(
    program: Program, offline: Provider, changes: dict[str, str | None]
) -> None:
    """N-RF-01, N-TK-05: and nobody learns whether it is good."""
    held = await program.begin()
    before = offline.memory.everything()
    refused = await program.refresh(held.refresh_token, **changes)
    made_up = await program.refresh("junk", **changes)

    assert_oauth_error(refused, 401, "invalid_client")
    assert refused.content == made_up.content
    await assert_untouched(program, before, held)


async def test_a_public_client_that_sends_a_secret_is_refused(offline: Provider) -> None:
    """N-TK-08."""
    program = Program(provider=offline, client_id=PUBLIC_ID)
    held = await program.begin()
    before = offline.memory.everything()

    refused = await program.refresh(held.refresh_token, client_secret=SECRET)
    assert_oauth_error(refused, 401, "invalid_client")
    await assert_untouched(program, before, held)


async def test_every_reason_to_refuse_a_refresh_reads_alike(
    program: Program, offline: Provider
) -> None:
    """N-TK-10: same status, body and headers, also for those that end a family."""
    other = Program(provider=offline, client_id=OTHER_ID)
    old = await program.begin()
    offline.clock.advance(14 * 86_400)
    held, revoked, reused = [await program.begin() for _ in range(3)]
    await program.revoke(revoked.refresh_token)
    await program.refreshed((await program.refreshed(reused.refresh_token)).refresh_token)
    tokens = ["junk", old.refresh_token, revoked.refresh_token, reused.refresh_token]
    answers = [await program.refresh(token) for token in tokens]
    answers.append(await other.refresh(held.refresh_token))

    assert {answer.status_code for answer in answers} == {400}
    assert len({answer.content for answer in answers}) == 1
    assert len({str(answer.headers.multi_items()) for answer in answers}) == 1
