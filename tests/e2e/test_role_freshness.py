"""Roles that change while somebody is signed in, and people who leave."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from demo.discord.members import CAPTAIN, DRIVER_ROLE_ID
from demo.discord.simulator import Answer, Simulator
from tests.e2e.browser import Browser, answer_in, location_of
from tests.e2e.conftest import StartProvider
from tests.e2e.discord_server import DiscordServer
from tests.e2e.provider import Provider
from tests.e2e.relying_party import relying_party
from tests.e2e.waiting import eventually

pytestmark = pytest.mark.anyio

# Roles are one second old at most, and two busy cores may be late.
SOON = 10


@pytest.fixture(scope="module")
def by_bot(launch: StartProvider, redis_server: str) -> Provider:
    """Give a provider that looks again after a second."""
    return launch(REDIS_URL=redis_server, ROLE_FRESHNESS="1")


@pytest.fixture(scope="module")
def by_consent(launch: StartProvider, redis_server: str) -> Provider:
    """Give one that can look only when the person passes through Discord."""
    return launch(REDIS_URL=redis_server, ROLE_FRESHNESS="1", DISCORD_BOT_TOKEN=None)


@pytest.fixture
def guild(discord: DiscordServer) -> Iterator[Simulator]:
    """Give a guild the test may change; afterwards it is as it was."""
    before = dict(discord.simulator.members)
    yield discord.simulator
    discord.simulator.members = before


async def test_new_roles_appear_by_the_bot_route_without_a_trip(
    by_bot: Provider, guild: Simulator, browser: Browser
) -> None:
    async with relying_party(by_bot.issuer) as application:
        await application.sign_in(browser)
        assert (await application.userinfo()).json()["subteams"] == [
            "board",
            "captains",
            "software",
        ]
        guild.set_member(replace(CAPTAIN, roles=(DRIVER_ROLE_ID,), nick="Mira (retired)"))
        guild.calls.clear()

        async def appear() -> bool:
            await application.sign_in(browser)
            return bool((await application.userinfo()).json()["subteams"] == ["software"])

        await eventually(appear, "the new roles appear", within=SOON)
        userinfo = (await application.userinfo()).json()

    assert userinfo["roles"] == [DRIVER_ROLE_ID]
    assert userinfo["name"] == "Mira (retired)"
    assert guild.calls.keys() == {"bot_member"}


async def test_who_was_removed_is_turned_away_and_the_session_ends(
    by_bot: Provider, guild: Simulator, browser: Browser
) -> None:
    async with relying_party(by_bot.issuer) as application:
        await application.sign_in(browser)
        guild.remove_from_guild(CAPTAIN.id)
        guild.calls.clear()

        async def turned_away() -> bool:
            return (await browser.get(application.begin().url)).status_code == 403

        await eventually(turned_away, "the member is turned away", within=SOON)
        assert guild.calls.keys() == {"bot_member"}
        # Being let in again does not bring the session back.
        guild.set_member(CAPTAIN)
        silent = await browser.get(application.begin(prompt="none").url)
        sent = location_of(await browser.get(application.begin().url))

    event = by_bot.events("not_a_member")[-1]
    assert (event["sub"], event["reason"]) == (CAPTAIN.id, "not in the guild")
    assert answer_in(location_of(silent))["error"] == "login_required"
    assert "/oauth2/authorize?" in sent


async def test_under_prompt_none_who_was_removed_is_told_to_the_application(
    by_bot: Provider, guild: Simulator, browser: Browser
) -> None:
    async with relying_party(by_bot.issuer) as application:
        await application.sign_in(browser)
        guild.remove_from_guild(CAPTAIN.id)

        async def denied() -> bool:
            answer = await browser.get(application.begin(prompt="none").url)
            return answer_in(location_of(answer)).get("error") == "access_denied"

        await eventually(denied, "the application is told", within=SOON)
        silent = await browser.get(application.begin(prompt="none").url)

    assert answer_in(location_of(silent))["error"] == "login_required"


async def test_while_discord_does_not_tell_nobody_gets_in_on_old_roles_and_nobody_is_ended(
    by_bot: Provider, guild: Simulator, browser: Browser
) -> None:
    async with relying_party(by_bot.issuer) as application:
        await application.sign_in(browser)
        guild.script("bot_member", *[Answer(status=503)] * 2)

        async def refused() -> bool:
            answer = answer_in(location_of(await browser.get(application.begin().url)))
            return answer.get("error") == "temporarily_unavailable"

        await eventually(refused, "the roles are too old", within=SOON)
        guild.calls.clear()
        await application.sign_in(browser)

    assert guild.calls == {"bot_member": 1}


async def test_without_a_bot_old_roles_take_a_silent_trip_that_is_no_new_sign_in(
    by_consent: Provider, guild: Simulator, browser: Browser
) -> None:
    async with relying_party(by_consent.issuer) as application:
        attempt = application.begin()
        token = await application.redeem(attempt, await browser.sign_in(attempt.url))
        before = await application.verified(token, attempt.nonce)

        async def stale() -> bool:
            silent = await browser.get(application.begin(prompt="none").url)
            return answer_in(location_of(silent)).get("error") == "login_required"

        await eventually(stale, "the roles are too old", within=SOON)
        guild.set_member(replace(CAPTAIN, roles=()))
        guild.calls.clear()
        attempt = application.begin()
        # Discord shows no page: the browser goes through to the application.
        answer = location_of(await browser.open(attempt.url))
        token = await application.redeem(attempt, answer)
        after = await application.verified(token, attempt.nonce)
        userinfo = (await application.userinfo()).json()

    assert guild.calls == {"authorize": 1, "token": 1, "user": 1, "user_member": 1}
    assert userinfo["roles"] == []
    assert (after["sid"], after["auth_time"]) == (before["sid"], before["auth_time"])
