"""One sign-in for several applications, over Redis and the workers that share it."""

import pytest

from demo.discord.members import CAPTAIN, DRIVER, NEWCOMER
from tests.e2e.browser import Browser, answer_in, location_of
from tests.e2e.conftest import StartProvider
from tests.e2e.discord_server import DiscordServer
from tests.e2e.processes import frozen, workers_of
from tests.e2e.provider import Provider
from tests.e2e.relying_party import Registration, relying_party
from tests.e2e.waiting import wait_until
from tests.e2e.world import ASKING, ASKING_SECRET, PLAIN_BASIC, PLAIN_BASIC_SECRET

pytestmark = pytest.mark.anyio

SECOND = Registration(client_id=PLAIN_BASIC, client_secret=PLAIN_BASIC_SECRET)
ASKING_ONCE = Registration(client_id=ASKING, client_secret=ASKING_SECRET)
PERSONAL = ("sub", "sid", "auth_time", "acr")


@pytest.fixture(scope="module")
def workers(launch: StartProvider, redis_server: str) -> Provider:
    """Give a provider of two workers, both of which serve."""
    provider = launch(WORKERS="2", REDIS_URL=redis_server)
    wait_until(lambda: len(workers_of(provider.pid)) == 2, "two workers", within=10)
    for idle in workers_of(provider.pid):
        with frozen(idle):
            provider.wait_for("/health/ready", 200)
    return provider


async def test_the_second_application_costs_no_trip_whichever_worker_it_comes_to(
    workers: Provider, discord: DiscordServer, browser: Browser
) -> None:
    one, other = workers_of(workers.pid)
    async with relying_party(workers.issuer) as first:
        with frozen(one):
            attempt = first.begin()
            answer = await browser.sign_in(attempt.url)
        token = await first.redeem(attempt, answer)
        before = await first.verified(token, attempt.nonce)
    discord.simulator.calls.clear()
    # A connection belongs to one worker for as long as it lasts; the session outlives it.
    async with browser.restarted() as unconnected, relying_party(workers.issuer, SECOND) as second:
        attempt = second.begin()
        with frozen(other):
            sent = await unconnected.get(attempt.url)
        token = await second.redeem(attempt, location_of(sent))
        after = await second.verified(token, attempt.nonce)
        userinfo = (await second.userinfo()).json()

    assert not discord.simulator.calls
    assert unconnected.visited == [attempt.url]
    assert after["aud"] == PLAIN_BASIC != before["aud"]
    assert {name: after[name] for name in PERSONAL} == {name: before[name] for name in PERSONAL}
    assert userinfo["sub"] == CAPTAIN.id
    assert userinfo["subteams"] == ["board", "captains", "software"]


async def test_a_session_is_of_one_browser(
    workers: Provider, discord: DiscordServer, browser: Browser
) -> None:
    async with relying_party(workers.issuer) as application, Browser() as another:
        await application.sign_in(browser)
        sent = location_of(await another.get(application.begin().url))
        silent = await another.get(application.begin(prompt="none").url)

    assert sent.startswith(f"{discord.url}/")
    assert answer_in(location_of(silent))["error"] == "login_required"


async def test_another_account_takes_the_place_of_the_first_in_every_application(
    workers: Provider, discord: DiscordServer, browser: Browser
) -> None:
    async with (
        relying_party(workers.issuer) as first,
        relying_party(workers.issuer, SECOND) as other,
    ):
        await first.sign_in(browser, CAPTAIN)
        attempt = first.begin(prompt="select_account")
        page = await browser.answer(await browser.open(attempt.url), "continue")
        answer = location_of(await browser.choose(page, DRIVER))
        await first.redeem(attempt, answer)
        discord.simulator.calls.clear()
        await other.sign_in(browser)
        userinfo = [(await application.userinfo()).json()["sub"] for application in (first, other)]

    assert userinfo == [DRIVER.id, DRIVER.id]
    assert not discord.simulator.calls


async def test_consent_is_asked_once_and_remembered_by_every_worker(
    workers: Provider, browser: Browser
) -> None:
    one, other = workers_of(workers.pid)
    async with relying_party(workers.issuer, ASKING_ONCE) as application:
        with frozen(one):
            page = await browser.open(application.begin(scope="openid roles").url)
            page = await browser.choose(page, NEWCOMER)
            answer = await browser.answer(page, "allow")
        async with browser.restarted() as unconnected:
            with frozen(other):
                again = await unconnected.get(application.begin(scope="openid roles").url)
            more = await unconnected.open(application.begin(scope="openid profile").url)

    assert "code" in answer_in(location_of(answer))
    assert "code" in answer_in(location_of(again))
    assert (more.status_code, more.url.path) == (200, "/auth/consent")


async def test_sessions_survive_a_restart_of_the_provider(
    start_provider: StartProvider, redis_server: str, discord: DiscordServer, browser: Browser
) -> None:
    before = start_provider(REDIS_URL=redis_server)
    async with relying_party(before.issuer) as application:
        await application.sign_in(browser)
    before.end()
    discord.simulator.calls.clear()
    after = start_provider(REDIS_URL=redis_server, ISSUER=before.issuer, PORT=str(before.port))
    async with relying_party(after.issuer, SECOND) as application:
        await application.sign_in(browser)
        userinfo = (await application.userinfo()).json()

    assert userinfo["sub"] == CAPTAIN.id
    assert not discord.simulator.calls


async def test_without_redis_a_restart_ends_every_session_and_a_trip_begins_a_new_one(
    start_provider: StartProvider, discord: DiscordServer, browser: Browser
) -> None:
    before = start_provider()
    async with relying_party(before.issuer) as application:
        await application.sign_in(browser)
    before.end()
    after = start_provider(ISSUER=before.issuer, PORT=str(before.port))
    async with relying_party(after.issuer) as application:
        silent = await browser.get(application.begin(prompt="none").url)
        discord.simulator.calls.clear()
        await application.sign_in(browser)

    assert answer_in(location_of(silent))["error"] == "login_required"
    assert discord.simulator.calls["token"] == 1


async def test_the_cookie_of_a_session_on_a_loopback_issuer(
    workers: Provider, browser: Browser
) -> None:
    async with relying_party(workers.issuer) as application:
        callback = await browser.to_callback(application.begin().url)
        response = await browser.get(callback)

    (cookie,) = response.headers.get_list("set-cookie")
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert cookie.startswith("guildpass_session=")
    assert {"httponly", "samesite=lax", "path=/", "max-age=28800"} <= attributes
    assert not any(part == "secure" or part.startswith("domain") for part in attributes)
