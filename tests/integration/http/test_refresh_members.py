"""What Discord says counts while tokens are used; that it says nothing is not a no."""

import httpx
import pytest

from application.ports.upstream import UpstreamUnavailable
from tests import builders
from tests.integration.http.answers import assert_challenge, assert_oauth_error
from tests.integration.http.browser import Browser
from tests.integration.http.discord_double import DiscordDouble
from tests.integration.http.harness import Provider
from tests.integration.http.program import Program, refreshing

pytestmark = pytest.mark.anyio

DEMOTED = builders.a_membership(roles=())
DOWN = UpstreamUnavailable("canary: 503")


async def test_userinfo_reads_the_roles_again_after_300_seconds(
    program: Program, offline: Provider
) -> None:
    """N-UI-03: ROLE_FRESHNESS; and then keeps them as long."""
    held = await program.begin()
    browser = Browser(offline)
    offline.members.answer = DEMOTED
    offline.clock.advance(299)
    assert len((await browser.userinfo(held.access_token)).json()["roles"]) == 2
    assert offline.members.asked == []
    offline.clock.advance(1)

    for _ in range(3):
        told = (await browser.userinfo(held.access_token)).json()
        assert (told["roles"], told["groups"], told["subteams"]) == ([], [], [])
    assert offline.members.asked == [builders.DISCORD_ID]
    offline.clock.advance(300)
    await browser.userinfo(held.access_token)
    assert len(offline.members.asked) == 2


async def test_what_a_refresh_has_just_read_is_fresh_at_userinfo(
    program: Program, offline: Provider
) -> None:
    """N-UI-03: Discord is asked once for both, and again when that is old."""
    held = await program.begin()
    offline.clock.advance(301)
    new = await program.refreshed(held.refresh_token)
    offline.clock.advance(299)
    for token in (held.access_token, new.access_token):
        assert (await Browser(offline).userinfo(token)).status_code == 200
    assert offline.members.asked == [builders.DISCORD_ID]
    offline.clock.advance(1)

    await Browser(offline).userinfo(new.access_token)
    assert len(offline.members.asked) == 2


async def test_the_freshness_is_a_setting(key_file: str) -> None:
    """N-UI-03 (C-26): ROLE_FRESHNESS."""
    provider = refreshing(key_file, ROLE_FRESHNESS="10")
    held, browser = await Program(provider=provider).begin(), Browser(provider)
    provider.members.answer = None
    provider.clock.advance(9)
    assert (await browser.userinfo(held.access_token)).status_code == 200
    provider.clock.advance(1)

    assert_challenge(await browser.userinfo(held.access_token), 401, "invalid_token")


async def test_without_a_bot_nobody_is_looked_at_again(
    browser: Browser, provider: Provider
) -> None:
    """N-UI-03: until the access token has expired, which is why there is no other token then."""
    token = (await browser.tokens())["access_token"]
    provider.clock.advance(3_599)

    assert (await browser.userinfo(token)).status_code == 200
    assert provider.members.asked == []


async def test_while_discord_is_down_tokens_go_on_with_the_last_known_roles(
    program: Program, offline: Provider
) -> None:
    """N-RF-04, F-26: for ROLE_STALENESS_LIMIT since Discord last told."""
    held = await program.begin()
    offline.members.answer = DOWN
    for seconds in (0, 300, 3_299):
        offline.clock.advance(seconds)
        held = await program.refreshed(held.refresh_token)
        assert len(held.claims["roles"]) == 2
    assert (await Browser(offline).userinfo(held.access_token)).status_code == 200


@pytest.mark.parametrize("client_id", ["dashboard", "spa", "steady"])
async def test_when_discord_is_down_for_longer_the_client_is_told_to_wait(
    offline: Provider, client_id: str
) -> None:
    """N-RF-04, F-26: 503 and Retry-After; nobody is signed out, nothing is used up."""
    program, browser = Program(provider=offline, client_id=client_id), Browser(offline)
    held = await program.begin()
    offline.members.answer = DOWN
    offline.clock.advance(3_000)
    held = await program.refreshed(held.refresh_token)
    offline.clock.advance(600)
    before = offline.memory.everything()
    for _ in range(3):
        refused = await program.refresh(held.refresh_token)
        assert_oauth_error(refused, 503, "temporarily_unavailable")
        told = await browser.userinfo(held.access_token)
        assert_oauth_error(told, 503, "temporarily_unavailable")
        assert "www-authenticate" not in told.headers
        assert all(int(answer.headers["retry-after"]) > 0 for answer in (refused, told))
    assert offline.memory.everything() == before

    offline.members.answer = DEMOTED
    new = await program.refreshed(held.refresh_token)
    assert new.claims["roles"] == []


async def test_the_limit_is_a_setting(key_file: str) -> None:
    """N-RF-04 (C-26): ROLE_STALENESS_LIMIT."""
    provider = refreshing(key_file, ROLE_STALENESS_LIMIT="60", ROLE_FRESHNESS="10")
    program = Program(provider=provider)
    held = await program.begin()
    provider.members.answer = DOWN
    provider.clock.advance(59)
    held = await program.refreshed(held.refresh_token)
    provider.clock.advance(1)

    refused = await program.refresh(held.refresh_token)
    assert_oauth_error(refused, 503, "temporarily_unavailable")


@pytest.mark.parametrize("status", [500, 502, 429, 401, 403])
async def test_an_answer_of_discord_that_is_no_answer_signs_nobody_out(
    program: Program, offline: Provider, status: int
) -> None:
    """N-RF-04, F-22, F-23: only its own word that there is no such member does."""
    discord = DiscordDouble()
    discord.put_into(offline)
    offline.container.adapters.guild_members.reset_override()
    held = await program.begin()
    discord.answers["member"] = lambda _: httpx.Response(status)

    new = await program.refreshed(held.refresh_token)
    assert new.claims["roles"] == [builders.CAPTAIN_ROLE]
    assert all((await program.is_alive(new)).values())


async def test_discords_word_that_there_is_no_such_member_ends_the_family(
    program: Program, offline: Provider
) -> None:
    """N-RF-04."""
    discord = DiscordDouble()
    discord.put_into(offline)
    offline.container.adapters.guild_members.reset_override()
    held = await program.begin()
    discord.answers["member"] = lambda _: httpx.Response(404, json={"code": 10007, "message": "x"})

    assert_oauth_error(await program.refresh(held.refresh_token), 400, "invalid_grant")
    assert not any((await program.is_alive(held)).values())
