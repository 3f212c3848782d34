"""Two worker processes that share nothing but Redis."""

from asyncio import gather

import pytest

from demo.dashboard.authlib_client import OAuthError
from tests.e2e.browser import Browser, answer_in, location_of
from tests.e2e.conftest import StartProvider
from tests.e2e.http import http_client
from tests.e2e.processes import frozen, workers_of
from tests.e2e.provider import Provider
from tests.e2e.relying_party import relying_party
from tests.e2e.waiting import wait_until
from tests.e2e.world import DASHBOARD, DASHBOARD_SECRET, REDIRECT_URI

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def workers(launch: StartProvider, redis_server: str) -> Provider:
    """Give a provider of two workers, both of which serve."""
    provider = launch(WORKERS="2", REDIS_URL=redis_server)
    wait_until(lambda: len(workers_of(provider.pid)) == 2, "two workers", within=10)
    first, second = workers_of(provider.pid)
    for idle in (first, second):
        with frozen(idle):
            provider.wait_for("/health/ready", 200)
    return provider


async def test_every_step_may_fall_to_the_other_worker(workers: Provider, browser: Browser) -> None:
    first, second = workers_of(workers.pid)
    async with relying_party(workers.issuer) as application:
        attempt = application.begin()
        with frozen(first):
            callback = await browser.to_callback(attempt.url)
        with frozen(second):
            # A connection belongs to one worker for as long as it lasts.
            async with browser.restarted() as unconnected:
                answer = location_of(await unconnected.get(callback))
        with frozen(first):
            async with relying_party(workers.issuer) as elsewhere:
                await elsewhere.redeem(attempt, answer)
        with frozen(second):
            async with relying_party(workers.issuer) as replaying:
                with pytest.raises(OAuthError, match="invalid_grant"):
                    await replaying.redeem(attempt, answer)


async def test_a_replay_at_one_worker_ends_the_token_at_the_other(
    workers: Provider, browser: Browser
) -> None:
    first, second = workers_of(workers.pid)
    with frozen(first):
        async with relying_party(workers.issuer) as application:
            attempt = application.begin()
            answer = await browser.sign_in(attempt.url)
            token = await application.redeem(attempt, answer)
    with frozen(second):
        async with relying_party(workers.issuer) as application:
            with pytest.raises(OAuthError, match="invalid_grant"):
                await application.redeem(attempt, answer)
    with frozen(first):
        async with http_client() as http:
            header = {"Authorization": f"Bearer {token['access_token']}"}
            userinfo = await http.get(f"{workers.issuer}/userinfo", headers=header)

    assert userinfo.status_code == 401


async def test_twenty_people_sign_in_at_once(workers: Provider) -> None:
    async def signs_in() -> str:
        async with relying_party(workers.issuer) as application, Browser() as browser:
            return str((await application.sign_in(browser))["token_type"])

    assert await gather(*(signs_in() for _ in range(20))) == ["Bearer"] * 20


async def test_of_thirty_redeemers_of_one_code_at_once_one_wins(
    workers: Provider, browser: Browser
) -> None:
    async with relying_party(workers.issuer) as application:
        attempt = application.begin()
        answer = await browser.sign_in(attempt.url)
    form = {
        "grant_type": "authorization_code",
        "code": answer_in(answer)["code"],
        "redirect_uri": REDIRECT_URI,
        "code_verifier": attempt.code_verifier,
        "client_id": DASHBOARD,
        "client_secret": DASHBOARD_SECRET,
    }

    async with http_client() as http:
        url = f"{workers.issuer}/oauth/token"
        responses = await gather(*(http.post(url, data=form) for _ in range(30)))

    statuses = sorted(response.status_code for response in responses)
    assert statuses == [200] + [400] * 29
    refusals = {response.json()["error"] for response in responses if response.is_error}
    assert refusals == {"invalid_grant"}
