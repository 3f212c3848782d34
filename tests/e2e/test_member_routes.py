"""Both ways to learn of a membership, and the store that needs no Redis."""

from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from redis import Redis

from demo.discord.members import CAPTAIN, GUEST, OUTSIDER, PENDING, SampleMember
from tests.e2e.browser import Browser
from tests.e2e.conftest import StartProvider
from tests.e2e.discord_server import DiscordServer
from tests.e2e.provider import Provider
from tests.e2e.relying_party import Registration, relying_party
from tests.e2e.world import ASKING, ASKING_SECRET
from tests.redis_process import keys_without_ttl

pytestmark = pytest.mark.anyio

KINDS = {
    *("auth_req", "auth_code", "family", "session", "interaction", "consent", "posted_req"),
    *("joined", "grants_of", "sessions_of"),
}


@pytest.fixture(scope="module")
def by_consent(launch: StartProvider, redis_server: str) -> Provider:
    """Give a provider without a bot."""
    return launch(DISCORD_BOT_TOKEN=None, REDIS_URL=redis_server)


@pytest.fixture(scope="module")
def in_memory(launch: StartProvider) -> Provider:
    """Give a provider without Redis."""
    return launch()


@pytest.mark.parametrize(
    ("fixture", "asked_for", "route"),
    [
        ("provider", "email identify", "bot_member"),
        ("by_consent", "email guilds.members.read identify", "user_member"),
        ("in_memory", "email identify", "bot_member"),
    ],
)
async def test_each_route_asks_for_what_it_needs_and_tells_the_same(
    request: pytest.FixtureRequest,
    discord: DiscordServer,
    browser: Browser,
    fixture: str,
    asked_for: str,
    route: str,
) -> None:
    issuer = request.getfixturevalue(fixture).issuer
    discord.simulator.calls.clear()

    async with relying_party(issuer) as application:
        await application.sign_in(browser, CAPTAIN)
        userinfo = (await application.userinfo()).json()

    assert userinfo["subteams"] == ["board", "captains", "software"]
    assert discord.simulator.authorize_requests[-1]["scope"] == asked_for
    assert discord.simulator.calls == {"authorize": 1, "token": 1, "user": 1, route: 1}


@pytest.mark.parametrize("fixture", ["provider", "by_consent"])
@pytest.mark.parametrize("member", [OUTSIDER, PENDING, GUEST], ids=["outsider", "pending", "guest"])
async def test_who_is_not_a_member_gets_a_page_by_either_route(
    request: pytest.FixtureRequest, browser: Browser, fixture: str, member: SampleMember
) -> None:
    issuer = request.getfixturevalue(fixture).issuer
    async with relying_party(issuer) as application:
        page = await browser.choose(await browser.open(application.begin().url), member)

    assert page.status_code == 403
    assert member.username in page.text


async def test_the_memory_store_warns_of_what_a_restart_loses(in_memory: Provider) -> None:
    (warning,) = in_memory.events("memory_store")

    assert warning["level"] == "warning"
    assert "REDIS_URL" in warning["mend"]


async def test_everything_in_redis_carries_the_prefix_and_a_ttl(
    provider: Provider, browser: Browser, redis_url: str
) -> None:
    async with relying_party(provider.issuer) as application:
        await browser.open(application.begin().url)
        await application.sign_in(browser)
        endpoint, _, query = application.begin(ui_locales="de " * 2_000).url.partition("?")
        await browser.http.post(endpoint, data=dict(parse_qsl(query)))
    asking = Registration(client_id=ASKING, client_secret=ASKING_SECRET)
    async with relying_party(provider.issuer, asking) as application:
        await browser.answer(await browser.open(application.begin().url), "allow")

    with Redis.from_url(redis_url) as client:
        kinds = {key.decode().split(":")[1] for key in client.scan_iter("e2e:*")}
        assert client.dbsize() == len(list(client.scan_iter("e2e:*")))
        assert keys_without_ttl(client) == []
    assert kinds == KINDS


async def test_discord_is_sent_a_state_and_a_challenge_of_our_own(
    provider: Provider, discord: DiscordServer, browser: Browser
) -> None:
    async with relying_party(provider.issuer) as application:
        attempt = application.begin()
        await browser.open(attempt.url)

    ours, theirs = discord.simulator.authorize_requests[-1], parse_qs(urlsplit(attempt.url).query)
    assert ours["state"] not in theirs["state"]
    assert ours["code_challenge"] not in theirs["code_challenge"]
    assert ours["code_challenge_method"] == "S256"
