"""What becomes of tokens when Discord says something new of a person, or nothing at all."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from secrets import token_hex

import pytest

from demo.discord.members import CAPTAIN, DRIVER_ROLE_ID
from demo.discord.simulator import Answer, Simulator
from tests.e2e.browser import Browser, answer_in, location_of
from tests.e2e.conftest import StartProvider
from tests.e2e.discord_server import DiscordServer
from tests.e2e.offline import INACTIVE, Held, held_at
from tests.e2e.provider import Provider
from tests.e2e.told import Told, told_application
from tests.e2e.waiting import eventually

pytestmark = pytest.mark.anyio

# Roles are one second old at most, and two busy cores may be late.
SOON = 10
MANY = 1_000


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    """Give the application that is told when somebody's session ends."""
    with told_application(tmp_path) as application:
        yield application


@pytest.fixture
def own(told: Told, redis_server: str) -> dict[str, str]:
    """Give settings: a Redis in which nobody else has sessions, and roles a second old at most."""
    prefix = f"{token_hex(4)}:"
    return {
        "REDIS_URL": redis_server,
        "REDIS_KEY_PREFIX": prefix,
        "ROLE_FRESHNESS": "1",
        **told.settings(),
    }


@pytest.fixture
def provider(start_provider: StartProvider, own: dict[str, str]) -> Provider:
    """Give a provider that looks again after a second."""
    return start_provider(**own)


@pytest.fixture
def guild(discord: DiscordServer) -> Iterator[Simulator]:
    """Give a guild the test may change; afterwards it is as it was."""
    before = dict(discord.simulator.members)
    yield discord.simulator
    discord.simulator.members = before
    discord.simulator.unscript("bot_member")


async def is_signed_out(held: Held, browser: Browser) -> None:
    """Check that the session is gone as well, and stays away when the person comes back."""
    attempt = held.application.begin(prompt="none")
    answer = answer_in(location_of(await browser.get(attempt.url)))
    assert answer["error"] == "login_required"


async def test_the_refresh_of_somebody_who_was_kicked_ends_everything_at_once(
    provider: Provider, guild: Simulator, told: Told, browser: Browser
) -> None:
    """N-RF-04, N-IN-02, C-24."""
    async with held_at(provider.issuer) as held:
        await held.sign_in(browser)
        guild.remove_from_guild(CAPTAIN.id)
        assert await held.refresh_error() == "invalid_grant"
        guild.set_member(CAPTAIN)
        await held.is_over()
        await is_signed_out(held, browser)

    assert told.next_sid() == held.claims["sid"]
    assert provider.events("access_ended")[-1]["reason"] == "not in the guild"


async def test_userinfo_notices_by_itself(
    provider: Provider, guild: Simulator, told: Told, browser: Browser
) -> None:
    """N-RF-04, C-24."""
    async with held_at(provider.issuer) as held:
        await held.sign_in(browser)
        guild.remove_from_guild(CAPTAIN.id)

        async def refused() -> bool:
            return await held.userinfo_status() == 401

        await eventually(refused, "userinfo refuses", within=SOON)
        guild.set_member(CAPTAIN)
        await held.is_over()
        await is_signed_out(held, browser)

    assert told.next_sid() == held.claims["sid"]


async def test_so_does_introspection(
    provider: Provider, guild: Simulator, told: Told, browser: Browser
) -> None:
    """N-IN-02, C-24."""
    async with held_at(provider.issuer) as held:
        await held.sign_in(browser)
        guild.remove_from_guild(CAPTAIN.id)

        async def inactive() -> bool:
            return await held.introspection() == INACTIVE

        await eventually(inactive, "the token is inactive", within=SOON)
        guild.set_member(CAPTAIN)
        await held.is_over()
        await is_signed_out(held, browser)

    assert told.next_sid() == held.claims["sid"]


async def test_new_roles_stand_in_the_next_id_token_where_clusters_and_proxies_read_them(
    provider: Provider, guild: Simulator, browser: Browser
) -> None:
    """Kubernetes and oauth2-proxy take ``groups`` from the ID token of a refresh."""
    async with held_at(provider.issuer) as held:
        await held.sign_in(browser)
        guild.set_member(replace(CAPTAIN, roles=(DRIVER_ROLE_ID,)))
        fewer = await held.refresh()
        told_of_fewer = (await held.introspection())["groups"]
        userinfo = (await held.application.userinfo()).json()
        guild.set_member(replace(CAPTAIN, roles=()))
        none = await held.refresh()
        guild.set_member(CAPTAIN)
        all_again = await held.refresh()

    assert held.claims["groups"] == all_again["groups"] == ["board", "captains", "software"]
    assert fewer["groups"] == told_of_fewer == userinfo["groups"] == ["software"]
    assert none["groups"] == []
    same = {(claims["sub"], claims["sid"], claims["auth_time"]) for claims in (fewer, none)}
    assert same == {(held.claims["sub"], held.claims["sid"], held.claims["auth_time"])}


async def test_while_discord_is_down_tokens_go_on_with_the_last_known_roles(
    provider: Provider, guild: Simulator, browser: Browser
) -> None:
    async with held_at(provider.issuer) as held:
        await held.sign_in(browser)
        guild.script("bot_member", *[Answer(status=503)] * MANY)
        claims = await held.refresh()
        status, told = await held.userinfo_status(), await held.introspection()

    assert claims["groups"] == held.claims["groups"]
    assert (status, told["active"]) == (200, True)


async def test_when_it_is_down_for_too_long_nothing_goes_on_and_nothing_is_ended(
    start_provider: StartProvider, own: dict[str, str], guild: Simulator, browser: Browser
) -> None:
    """F-23."""
    impatient = start_provider(**own, ROLE_STALENESS_LIMIT="2")
    async with held_at(impatient.issuer) as held:
        await held.sign_in(browser)
        guild.script("bot_member", *[Answer(status=503)] * MANY)

        async def too_long() -> bool:
            return await held.userinfo_status() == 503

        await eventually(too_long, "the roles are too old", within=SOON)
        assert await held.refresh_status() == 503
        guild.unscript("bot_member")

        async def back() -> bool:
            return await held.userinfo_status() == 200

        await eventually(back, "Discord is asked again", within=SOON)
        claims = await held.refresh()

    assert claims["sid"] == held.claims["sid"]
