"""Many refreshes at once, two workers, and a Redis that goes away: one living token at the most."""

from asyncio import gather
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from anyio import to_thread

from tests.e2e.browser import Browser
from tests.e2e.conftest import StartProvider
from tests.e2e.http import http_client
from tests.e2e.offline import WEB, held_at, offline_clients
from tests.e2e.processes import frozen, workers_of
from tests.e2e.provider import Provider
from tests.e2e.waiting import eventually, wait_until
from tests.redis_process import RedisProcess

pytestmark = pytest.mark.anyio

AT_ONCE = 50
RESTARTS = 3
# Each client has a connection of its own, which the kernel gives to either worker.
CREDENTIALS = httpx.BasicAuth(WEB.client_id, str(WEB.client_secret))
SOON = 10


@pytest.fixture(scope="module")
def workers(launch: StartProvider, redis_server: str) -> Provider:
    """Give a provider of two workers, both of which serve."""
    provider = launch(WORKERS="2", REDIS_URL=redis_server, OAUTH_CLIENTS=offline_clients())
    wait_until(lambda: len(workers_of(provider.pid)) == 2, "two workers", within=SOON)
    for idle in workers_of(provider.pid):
        with frozen(idle):
            provider.wait_for("/health/ready", 200)
    return provider


@pytest.fixture
def lasting_redis(tmp_path: Path) -> Iterator[RedisProcess]:
    """Give a Redis that loses nothing it has answered for."""
    with RedisProcess(tmp_path, durable=True) as process:
        yield process


async def refresh(issuer: str, refresh_token: str) -> httpx.Response:
    """Use a refresh token on a connection of its own."""
    form = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    async with http_client() as http:
        return await http.post(f"{issuer}/oauth/token", data=form, auth=CREDENTIALS)


async def is_alive(http: httpx.AsyncClient, refresh_token: str) -> bool:
    """Ask about a refresh token, which does not use it."""
    answer = await http.post("/oauth/introspect", data={"token": refresh_token}, auth=CREDENTIALS)
    alive: bool = answer.raise_for_status().json()["active"]
    return alive


async def living(issuer: str, refresh_tokens: set[str]) -> list[str]:
    """Give those of these tokens that are alive."""
    async with http_client(issuer) as http:
        return [token for token in refresh_tokens if await is_alive(http, token)]


async def test_a_token_given_by_one_worker_is_used_at_the_other(
    workers: Provider, browser: Browser
) -> None:
    one, other = workers_of(workers.pid)
    async with held_at(workers.issuer) as held:
        await held.sign_in(browser)
        first = held.token["refresh_token"]
    with frozen(one):
        second = (await refresh(workers.issuer, first)).raise_for_status().json()
    with frozen(other):
        third = (await refresh(workers.issuer, second["refresh_token"])).raise_for_status().json()
        reused = await refresh(workers.issuer, first)
    with frozen(one):
        over = await refresh(workers.issuer, third["refresh_token"])

    assert [answer.json()["error"] for answer in (reused, over)] == ["invalid_grant"] * 2


async def test_of_fifty_refreshes_at_once_one_successor_lives(
    workers: Provider, browser: Browser
) -> None:
    """N-RF-03, C-22."""
    async with held_at(workers.issuer) as held:
        await held.sign_in(browser)
        first = held.token["refresh_token"]
    answers = await gather(*(refresh(workers.issuer, first) for _ in range(AT_ONCE)))
    given = {answer.json()["refresh_token"] for answer in answers if answer.is_success}
    (alive,) = await living(workers.issuer, {first, *given})
    after = (await refresh(workers.issuer, alive)).raise_for_status().json()

    assert {answer.status_code for answer in answers} == {200, 400}
    refusals = {answer.json()["error"] for answer in answers if not answer.is_success}
    assert refusals == {"invalid_grant"}
    assert await living(workers.issuer, {first, *given, after["refresh_token"]}) == [
        after["refresh_token"]
    ]


class Refreshing:
    """A client that refreshes on and on; what was not answered it asks for again."""

    def __init__(self, issuer: str, refresh_token: str) -> None:
        self._issuer = issuer
        self.given = [refresh_token]
        self.refused: list[dict[str, Any]] = []
        self.failures = 0
        self.is_done = False

    async def __call__(self) -> None:
        """Go on until it is told to stop, or refused."""
        while not (self.refused or self.is_done):
            answer = await refresh(self._issuer, self.given[-1])
            if answer.is_success:
                self.given.append(answer.json()["refresh_token"])
            elif answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
                self.failures += 1
            else:
                self.refused.append(answer.json())

    async def gets_on(self) -> None:
        """Wait until it has got more tokens than it has now."""
        enough = len(self.given) + 5

        async def has() -> bool:
            return len(self.given) >= enough

        await eventually(has, "refreshes that succeed", within=SOON)

    async def gets_nowhere(self) -> None:
        """Wait until it was told that there is no store."""
        before = self.failures

        async def has() -> bool:
            return self.failures > before

        await eventually(has, "a refresh that fails", within=SOON)


async def test_a_redis_that_is_restarted_costs_no_token_and_makes_none_live_twice(
    start_provider: StartProvider, lasting_redis: RedisProcess, browser: Browser
) -> None:
    """N-RF-03, C-22: over a restart of the store as well."""
    provider = start_provider(REDIS_URL=lasting_redis.url, OAUTH_CLIENTS=offline_clients())
    async with held_at(provider.issuer) as held:
        await held.sign_in(browser)
        client = Refreshing(provider.issuer, held.token["refresh_token"])
    async with anyio.create_task_group() as group:
        group.start_soon(client)
        for _ in range(RESTARTS):
            await client.gets_on()
            # In the middle of a refresh: nobody knows whether it was kept.
            await to_thread.run_sync(lasting_redis.stop)
            await client.gets_nowhere()
            await to_thread.run_sync(lasting_redis.start)
        await client.gets_on()
        client.is_done = True

    assert client.refused == []
    assert await living(provider.issuer, set(client.given)) == [client.given[-1]]
    await refresh(provider.issuer, client.given[0])
    assert await living(provider.issuer, set(client.given)) == []
    over = await refresh(provider.issuer, client.given[-1])
    assert over.json()["error"] == "invalid_grant"
