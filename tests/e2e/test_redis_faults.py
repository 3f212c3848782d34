"""Redis absent, stopped and frozen, under the running server (F-01 to F-03)."""

from asyncio import gather
from time import monotonic
from typing import Any

import anyio
import httpx
import pytest

from tests.e2e.browser import Browser, answer_in, location_of
from tests.e2e.conftest import StartProvider
from tests.e2e.http import http_client
from tests.e2e.provider import Provider
from tests.e2e.relying_party import Attempt, RelyingParty, relying_party
from tests.e2e.waiting import eventually
from tests.e2e.world import DASHBOARD, DASHBOARD_SECRET, REDIRECT_URI
from tests.redis_process import RedisProcess

pytestmark = pytest.mark.anyio

STATELESS = (
    "/health/live",
    "/jwks.json",
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
)
# Longer than the store's own deadline by what two busy cores may take.
BOUND = 2.5
RECOVERS_WITHIN = 5.0


async def test_redis_down_at_boot_the_server_lives_and_becomes_ready_when_redis_comes(
    start_provider: StartProvider, redis_process: RedisProcess, browser: Browser
) -> None:
    redis_process.stop()
    provider = start_provider(REDIS_URL=redis_process.url)
    assert [provider.status_of(path) for path in STATELESS] == [200] * 4
    assert provider.status_of("/health/ready") == 503
    assert "store_unavailable" in [line["event"] for line in provider.log()]

    redis_process.start()

    provider.wait_for("/health/ready", 200, within=RECOVERS_WITHIN)
    async with relying_party(provider.issuer) as application:
        assert (await application.sign_in(browser))["token_type"] == "Bearer"


async def test_redis_stopped_and_started_again_is_survived_without_a_restart(
    start_provider: StartProvider, redis_process: RedisProcess, browser: Browser
) -> None:
    provider = start_provider(REDIS_URL=redis_process.url)
    async with relying_party(provider.issuer) as application:
        begun = await Begun.by(application, browser)
        redis_process.stop()
        await shows_the_store_is_down(provider, begun)
        redis_process.start()
        provider.wait_for("/health/ready", 200, within=RECOVERS_WITHIN)
        # What Redis held is lost, and said to be lost.
        assert (await begun.userinfo()).status_code == 401
        assert (await begun.exchange()).json()["error"] == "invalid_grant"
        assert (await application.sign_in(browser))["token_type"] == "Bearer"
    assert provider.running


async def test_a_frozen_redis_costs_every_request_a_bounded_time_and_loses_nothing(
    start_provider: StartProvider, redis_process: RedisProcess, browser: Browser
) -> None:
    provider = start_provider(REDIS_URL=redis_process.url)
    async with relying_party(provider.issuer) as application:
        begun = await Begun.by(application, browser)
        redis_process.freeze()
        try:
            await shows_the_store_is_down(provider, begun)
            # More at once than there are connections to Redis.
            with anyio.fail_after(2 * BOUND):
                refusals = await gather(*(begun.userinfo() for _ in range(100)))
            assert {refusal.status_code for refusal in refusals} == {503}
        finally:
            redis_process.thaw()
        await eventually(begun.knows_the_person, "userinfo answers", within=RECOVERS_WITHIN)
        assert (await begun.exchange()).status_code == 200


class Begun:
    """A person who is signed in, an unused code, and a way back from Discord not yet taken."""

    def __init__(self, issuer: str, browser: Browser, token: dict[str, Any]) -> None:
        self.issuer = issuer
        self.browser = browser
        self.token = token
        self.unused: tuple[Attempt, str]
        self.underway: tuple[Attempt, str]
        self.next: Attempt

    @classmethod
    async def by(cls, application: RelyingParty, browser: Browser) -> "Begun":
        """Do all that while Redis is well."""
        unused, underway = application.begin(), application.begin()
        callback = await browser.to_callback(underway.url)
        token = await application.sign_in(browser)
        begun = cls(application.metadata["issuer"], browser, token)
        begun.unused = unused, await browser.sign_in(unused.url)
        begun.underway = underway, callback
        begun.next = application.begin()
        return begun

    async def userinfo(self) -> httpx.Response:
        """Ask who it is, with a token that is good."""
        header = {"Authorization": f"Bearer {self.token['access_token']}"}
        async with http_client() as http:
            return await http.get(f"{self.issuer}/userinfo", headers=header)

    async def knows_the_person(self) -> bool:
        """Tell whether userinfo answers."""
        return (await self.userinfo()).is_success

    async def exchange(self) -> httpx.Response:
        """Redeem the unused code."""
        attempt, answer = self.unused
        form = {
            "grant_type": "authorization_code",
            "code": answer_in(answer)["code"],
            "redirect_uri": REDIRECT_URI,
            "code_verifier": attempt.code_verifier,
        }
        async with http_client() as http:
            credentials = httpx.BasicAuth(DASHBOARD, DASHBOARD_SECRET)
            return await http.post(f"{self.issuer}/oauth/token", data=form, auth=credentials)


async def shows_the_store_is_down(provider: Provider, begun: Begun) -> None:
    """Every endpoint says so in its own way, in time, and what needs no store goes on."""
    with anyio.fail_after(BOUND):
        authorize = await begun.browser.get(begun.next.url)
    answer = answer_in(location_of(authorize))
    assert answer["error"] == "temporarily_unavailable"
    assert (answer["state"], answer["iss"]) == (begun.next.state, provider.issuer)

    with anyio.fail_after(BOUND):
        callback = await begun.browser.get(begun.underway[1])
    assert callback.status_code == 503
    assert callback.headers["content-type"].startswith("text/html")

    for ask in (begun.userinfo, begun.exchange):
        with anyio.fail_after(BOUND):
            refusal = await ask()
        assert refusal.status_code == 503
        assert refusal.json()["error"] == "temporarily_unavailable"
        assert int(refusal.headers["retry-after"]) > 0

    assert [provider.status_of(path) for path in STATELESS] == [200] * 4
    started = monotonic()
    assert provider.status_of("/health/ready") == 503
    assert monotonic() - started < BOUND
