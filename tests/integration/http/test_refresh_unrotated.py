"""Clients that keep one refresh token: confidential ones whose registration says so."""

import pytest

from application.events import RefreshTokenReplayed
from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.harness import CLIENT_ID, Provider
from tests.integration.http.program import Program, restarted
from tests.integration.http.program_answers import assert_family_dead
from tests.integration.http.refreshing_clients import STEADY_ID, clients

pytestmark = pytest.mark.anyio


@pytest.fixture
def program(offline: Provider, client_id: str) -> Program:
    return Program(provider=offline, client_id=client_id)


@pytest.mark.parametrize("client_id", [STEADY_ID])
async def test_without_rotation_the_token_stays(program: Program, offline: Provider) -> None:
    """N-RF-05: for confidential clients whose registration says so, however often it comes."""
    held = await program.begin()
    for seconds in (0, 5, 11, 3_600, 86_400):
        offline.clock.advance(seconds)
        new = await program.refreshed(held.refresh_token)
        assert new.refresh_token == held.refresh_token
        assert new.access_token != held.access_token
        assert all((await program.is_alive(new)).values())

    assert not [e for e in offline.audit.events if isinstance(e, RefreshTokenReplayed)]


@pytest.mark.parametrize("client_id", [STEADY_ID])
async def test_rotation_that_is_switched_on_counts_from_the_next_use(
    program: Program, offline: Provider
) -> None:
    """N-RF-05: the registration of now counts, not that of the sign-in."""
    held = await program.begin()
    await program.refreshed(held.refresh_token)
    rotating = clients(**{STEADY_ID: {"refresh_token_rotation": True}})
    after = Program(provider=restarted(offline, OAUTH_CLIENTS=rotating), client_id=STEADY_ID)
    new = await after.refreshed(held.refresh_token)
    offline.clock.advance(10)

    assert new.refresh_token != held.refresh_token
    assert_oauth_error(await after.refresh(held.refresh_token), 400, "invalid_grant")


@pytest.mark.parametrize("client_id", [CLIENT_ID])
async def test_rotation_that_is_switched_off_makes_nothing_live_again(
    program: Program, offline: Provider
) -> None:
    """N-RF-05 (N-RF-02): what was replaced before stays replaced."""
    first = await program.begin()
    second = await program.refreshed(first.refresh_token)
    steady = clients(**{CLIENT_ID: {"refresh_token_rotation": False}})
    after = Program(provider=restarted(offline, OAUTH_CLIENTS=steady))
    again = await after.refreshed(first.refresh_token)
    used = await after.refreshed(again.refresh_token)

    assert len({first.refresh_token, second.refresh_token, again.refresh_token}) == 3
    assert used.refresh_token == again.refresh_token
    # A use of the token that stays is as good as a rotation: nothing before it may come again.
    assert_oauth_error(await after.refresh(first.refresh_token), 400, "invalid_grant")
    await assert_family_dead(after, first, second, used)
