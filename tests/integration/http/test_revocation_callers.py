"""Whose tokens a client may end, and how it says who it is."""

import pytest

from tests import builders
from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.forging import part
from tests.integration.http.harness import (
    CLIENT_ID,
    OTHER_ID,
    PUBLIC_ID,
    REVOKE,
    SECRET,
    Provider,
    basic,
)
from tests.integration.http.program import Program
from tests.integration.http.program_answers import assert_dead, assert_revoked
from tests.integration.http.refreshing_clients import SERVER_ID, STEADY_ID

pytestmark = pytest.mark.anyio


OWNER = pytest.mark.parametrize("client_id", [CLIENT_ID, PUBLIC_ID, STEADY_ID])


UNKNOWN = [
    "x",
    "A" * 43,
    f"{'A' * 43}.{'B' * 43}.{'C' * 43}",
    f"{part({'alg': 'none'})}.{part({'sub': builders.DISCORD_ID})}.",
    "e30.e30.e30",
    "a.b.c.d",
    "\u00e9",
    "\0",
    "../../etc",
    "<script>",
    "A" * 60_000,
]


@OWNER
async def test_a_token_that_is_none_of_ours_is_as_good_as_revoked(
    offline: Provider, client_id: str
) -> None:
    """N-RV-01 (RFC 7009 section 2.2): 200, and nothing happens."""
    before = offline.memory.everything()

    for token in UNKNOWN:
        await assert_revoked(Program(provider=offline, client_id=client_id), token)
    assert offline.memory.everything() == before
    assert offline.audit.events == []


@OWNER
async def test_another_clients_token_is_left_alone(offline: Provider, client_id: str) -> None:
    """N-RV-01: answered as any unknown one, so that nobody learns whether it is good."""
    program = Program(provider=offline, client_id=client_id)
    held = await program.begin()
    before = offline.memory.everything()

    for thief in {CLIENT_ID, OTHER_ID, PUBLIC_ID, SERVER_ID, "named"} - {client_id}:
        for token in (held.access_token, held.refresh_token):
            await assert_revoked(Program(provider=offline, client_id=thief), token)

    assert offline.memory.everything() == before
    assert all((await program.is_alive(held)).values())
    assert (await program.refresh(held.refresh_token)).status_code == 200


async def test_a_forged_refresh_token_ends_nothing(program: Program) -> None:
    """N-RV-01 (C-27): the grant is known to many, the handle to its client alone."""
    held, other = await program.begin(), await program.begin()
    grant, _, secret = held.refresh_token.split(".")
    for handle in (grant, secret, "A" * 43, other.refresh_token.split(".")[1]):
        await assert_revoked(program, f"{grant}.{handle}.{secret}")

    assert all((await program.is_alive(held)).values())


AUTH: dict[str, dict[str, str | None]] = {
    "wrong secret": {"client_secret": "wrong"},
    "no secret": {"client_secret": None},
    "no client": {"client_id": None},
    "nobody": {"client_id": "nobody"},
    "public with a secret": {"client_id": PUBLIC_ID},
}


@pytest.mark.parametrize("changes", AUTH.values(), ids=AUTH.keys())
async def test_whoever_revokes_has_to_authenticate(
    program: Program, changes: dict[str, str | None]
) -> None:
    """N-RV-01."""
    held = await program.begin()
    for token in (held.access_token, held.refresh_token, "junk"):
        refused = await program.revoke(token, **changes)
        assert_oauth_error(refused, 401, "invalid_client")
        assert refused.headers["www-authenticate"].startswith("Basic realm=")

    assert all((await program.is_alive(held)).values())


async def test_the_header_authenticates_too(program: Program) -> None:
    """N-RV-01."""
    held = await program.begin()
    headers = {"Authorization": basic(CLIENT_ID, SECRET)}
    alone: dict[str, str | None] = {"client_id": None, "client_secret": None}
    response = await program.post(REVOKE, headers, token=held.refresh_token, **alone)

    assert response.status_code == 200
    await assert_dead(program, held)
