"""How long refresh tokens live: unused, and at all."""

import pytest

from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.browser import Browser
from tests.integration.http.harness import CLIENT_ID, PUBLIC_ID, Provider
from tests.integration.http.program import Program, refreshing, restarted
from tests.integration.http.refreshing_clients import STEADY_ID

pytestmark = pytest.mark.anyio

DAY = 86_400
EACH = pytest.mark.parametrize("client_id", [CLIENT_ID, PUBLIC_ID, STEADY_ID])
# A store may keep a record longer than it was asked to; what is kept must not live for that.
LATE = pytest.mark.parametrize("late", [False, True], ids=["in time", "late"])


@EACH
@LATE
async def test_one_that_is_left_alone_dies_after_14_days(
    offline: Provider, client_id: str, *, late: bool
) -> None:
    """N-RF-04."""
    offline.memory.forgets_late = late
    program = Program(provider=offline, client_id=client_id)
    held, alone = await program.begin(), await program.begin()
    offline.clock.advance(14 * DAY - 1)

    assert (await program.refresh(held.refresh_token)).status_code == 200
    offline.clock.advance(1)
    assert_oauth_error(await program.refresh(alone.refresh_token), 400, "invalid_grant")


@EACH
@LATE
async def test_each_use_begins_the_14_days_anew_and_after_90_it_is_over(
    offline: Provider, client_id: str, *, late: bool
) -> None:
    """N-RF-04: absolutely, however often it is used."""
    offline.memory.forgets_late = late
    program = Program(provider=offline, client_id=client_id)
    held = await program.begin()
    for _ in range(6):
        offline.clock.advance(14 * DAY - 1)
        held = await program.refreshed(held.refresh_token)
    offline.clock.advance(6 * DAY + 5)
    held = await program.refreshed(held.refresh_token)
    offline.clock.advance(1)

    assert_oauth_error(await program.refresh(held.refresh_token), 400, "invalid_grant")


@EACH
async def test_both_times_are_settings(key_file: str, client_id: str) -> None:
    """N-RF-04: REFRESH_IDLE_TTL, REFRESH_MAX_TTL."""
    provider = refreshing(key_file, REFRESH_IDLE_TTL="60", REFRESH_MAX_TTL="100")
    program = Program(provider=provider, client_id=client_id)
    held, alone = await program.begin(), await program.begin()
    provider.clock.advance(59)
    held = await program.refreshed(held.refresh_token)
    provider.clock.advance(1)
    assert_oauth_error(await program.refresh(alone.refresh_token), 400, "invalid_grant")
    provider.clock.advance(39)
    held = await program.refreshed(held.refresh_token)
    provider.clock.advance(1)

    assert_oauth_error(await program.refresh(held.refresh_token), 400, "invalid_grant")


async def test_a_shorter_idle_time_counts_for_tokens_that_are_out(
    offline: Provider, program: Program
) -> None:
    """N-RF-04 (C-26): the setting of now counts."""
    held = await program.begin()
    after = Program(provider=restarted(offline, REFRESH_IDLE_TTL="60"))
    offline.clock.advance(60)

    assert_oauth_error(await after.refresh(held.refresh_token), 400, "invalid_grant")


async def test_an_expired_token_ends_nothing_and_its_access_token_lives_out_its_time(
    key_file: str,
) -> None:
    """N-RF-04: to come too late is no theft."""
    provider = refreshing(key_file, REFRESH_IDLE_TTL="60", REFRESH_MAX_TTL="120")
    program = Program(provider=provider)
    held = await program.begin()
    provider.clock.advance(60)
    assert_oauth_error(await program.refresh(held.refresh_token), 400, "invalid_grant")

    assert await program.is_alive(held) == {
        "userinfo": True,
        "the server is told": True,
        "told": True,
        "told of the refresh token": False,
    }


async def test_an_access_token_lives_as_long_as_it_says_and_its_successors_by_themselves(
    offline: Provider, program: Program
) -> None:
    """N-RF-04."""
    held = await program.begin()
    offline.clock.advance(3_599)
    new = await program.refreshed(held.refresh_token)
    browser = Browser(offline)
    assert (await browser.userinfo(held.access_token)).status_code == 200
    offline.clock.advance(1)

    assert (await browser.userinfo(held.access_token)).status_code == 401
    offline.clock.advance(3_598)
    assert (await browser.userinfo(new.access_token)).status_code == 200
    offline.clock.advance(1)
    assert (await browser.userinfo(new.access_token)).status_code == 401
    assert (await program.refresh(new.refresh_token)).status_code == 200


@pytest.mark.parametrize("scope", ["openid offline_access", "openid"])
async def test_introspection_tells_when_a_refresh_token_would_die(
    offline: Provider, program: Program, scope: str
) -> None:
    """N-IN-01: the sooner of both times."""
    held = await program.begin()
    begun = int(offline.clock.now().timestamp())
    assert (await program.told(held.refresh_token))["exp"] == begun + 14 * DAY
    for _ in range(7):
        offline.clock.advance(12 * DAY)
        held = await program.refreshed(held.refresh_token, scope=scope)

    assert (await program.told(held.refresh_token))["exp"] == begun + 90 * DAY


async def test_nothing_is_left_in_the_store_when_everything_has_died(
    offline: Provider, program: Program
) -> None:
    """N-RF-04: also of families that went on."""
    held = await program.begin()
    await program.begin()
    offline.clock.advance(13 * DAY)
    await program.refreshed(held.refresh_token)
    offline.clock.advance(14 * DAY)
    # To look is to forget.
    assert_oauth_error(await program.refresh(held.refresh_token), 400, "invalid_grant")

    assert offline.memory.everything() == ""
