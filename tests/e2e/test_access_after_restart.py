"""What an operator switches off by a setting: it counts for everything the store still holds."""

import json
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import httpx
import pytest

from demo.discord.members import CAPTAIN, DRIVER
from tests.e2e.browser import Browser
from tests.e2e.conftest import StartProvider
from tests.e2e.offline import INACTIVE, STEADY, WEB, held_at, offline_clients, restarted
from tests.e2e.told import Told, told_application

pytestmark = pytest.mark.anyio

BLOCKED = f'["{CAPTAIN.id}"]'


@pytest.fixture
def own_redis(redis_server: str) -> dict[str, str]:
    """Give the settings of a Redis in which nobody else has sessions of these people."""
    return {"REDIS_URL": redis_server, "REDIS_KEY_PREFIX": f"{token_hex(4)}:"}


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    """Give the application that is told when somebody's session ends."""
    with told_application(tmp_path) as application:
        yield application


async def test_a_blocked_person_is_out_everywhere_and_nobody_else_is(
    start_provider: StartProvider, own_redis: dict[str, str], told: Told, browser: Browser
) -> None:
    """N-RF-04, N-IN-02, C-24."""
    settings = {**own_redis, **told.settings()}
    before = start_provider(**settings)
    async with held_at(before.issuer) as held, held_at(before.issuer) as of_another:
        await held.sign_in(browser)
        async with Browser() as another:
            await of_another.sign_in(another, DRIVER)
        after = restarted(start_provider, before, BLOCKED_USERS=BLOCKED, **settings)

        assert await held.userinfo_status() == 401
        await held.is_over()
        await of_another.refresh()
        page = await browser.open(held.application.begin().url)

    assert told.next_sid() == held.claims["sid"]
    assert after.events("access_ended")[-1]["sub"] == CAPTAIN.id
    # The session has ended: there was a trip to Discord, which knows the browser.
    assert (page.status_code, "blocked" in page.text) == (403, True)
    assert browser.visited[-1].startswith(f"{after.issuer}/auth/discord/callback?")


async def test_a_person_who_is_unblocked_starts_from_nothing(
    start_provider: StartProvider, own_redis: dict[str, str], browser: Browser
) -> None:
    settings = {**own_redis, "OAUTH_CLIENTS": offline_clients()}
    before = start_provider(**settings)
    async with held_at(before.issuer) as held:
        await held.sign_in(browser)
        blocking = restarted(start_provider, before, BLOCKED_USERS=BLOCKED, **settings)
        assert await held.refresh_error() == "invalid_grant"
        restarted(start_provider, blocking, **settings)
        await held.is_over()
        await held.sign_in(browser)
        assert (await held.refresh())["sub"] == CAPTAIN.id


async def test_an_application_that_is_switched_off_gets_nothing_and_the_person_goes_on(
    start_provider: StartProvider, own_redis: dict[str, str], told: Told, browser: Browser
) -> None:
    """N-RF-04, N-IN-02, C-24."""
    before = start_provider(**own_redis, **told.settings())
    async with held_at(before.issuer) as held, held_at(before.issuer, STEADY) as other:
        await held.sign_in(browser)
        await other.sign_in(browser)
        restarted(start_provider, before, **own_redis, **told.settings(enabled=False))

        assert await held.introspection() == INACTIVE
        await held.is_over()
        with pytest.raises(httpx.HTTPStatusError, match="401"):
            await held.application.introspect(held.token["access_token"])
        page = await browser.get(held.application.begin().url)
        after = await other.refresh()

    assert (page.status_code, "switched off" in page.text) == (400, True)
    assert after["sid"] == held.claims["sid"]


async def test_an_application_that_is_off_may_still_let_go(
    start_provider: StartProvider, own_redis: dict[str, str], browser: Browser
) -> None:
    settings = {**own_redis, "OAUTH_CLIENTS": offline_clients(enabled=False)}
    before = start_provider(**own_redis, OAUTH_CLIENTS=offline_clients())
    async with held_at(before.issuer) as held:
        await held.sign_in(browser)
        off = restarted(start_provider, before, **settings)
        revoked = await held.application.revoke(held.token["refresh_token"])
        restarted(start_provider, off, **own_redis, OAUTH_CLIENTS=offline_clients())
        await held.is_over()

    assert revoked.status_code == 200


async def test_an_application_that_was_removed_has_left_nothing_alive(
    start_provider: StartProvider, own_redis: dict[str, str], browser: Browser
) -> None:
    """N-RF-04, N-IN-02, C-24."""
    before = start_provider(**own_redis, OAUTH_CLIENTS=offline_clients())
    async with held_at(before.issuer) as held:
        await held.sign_in(browser)
        left = json.loads(offline_clients())
        del left[WEB.client_id]
        restarted(start_provider, before, **own_redis, OAUTH_CLIENTS=json.dumps(left))

        assert await held.refresh_error() == "invalid_client"
        assert await held.introspection() == INACTIVE
        assert await held.userinfo_status() == 401
