"""What the log and Redis hold of refresh tokens: their story, and never one of them."""

import pytest

from demo.discord.members import CAPTAIN
from tests.e2e.browser import Browser
from tests.e2e.conftest import StartProvider
from tests.e2e.offline import STEADY, WEB, Held, held_at, offline_clients
from tests.e2e.provider import Provider
from tests.redis_process import RedisProcess

pytestmark = pytest.mark.anyio

STORY = {
    "tokens_issued",
    "tokens_refreshed",
    "refresh_token_replayed",
    "token_revoked",
    "request_refused",
}


class Given:
    """Every token that was given, and every part of one that is secret."""

    def __init__(self) -> None:
        self.values: set[str] = set()

    def note(self, held: Held) -> None:
        """Note what an application got last."""
        _, handle, secret = held.token["refresh_token"].split(".")
        self.values |= {held.token["access_token"], held.token["id_token"], handle, secret}

    def found_in(self, text: str) -> list[str]:
        """Give those that stand in a text."""
        return [value for value in self.values if value in text]


async def uses_and_misuses(provider: Provider, browser: Browser) -> Given:
    """Do whatever is written into the log about a refresh token."""
    given = Given()
    async with held_at(provider.issuer) as held, held_at(provider.issuer, STEADY) as other:
        await held.sign_in(browser)
        given.note(held)
        first = held.token["refresh_token"]
        for _ in range(2):
            await held.refresh()
            given.note(held)
        assert await other.refresh_error(first) == "invalid_grant"
        assert await held.refresh_error(first) == "invalid_grant"
        await held.is_over()
        await held.sign_in(browser)
        given.note(held)
        await other.application.introspect(held.token["refresh_token"])
        await held.application.revoke(held.token["access_token"])
        await held.application.revoke(held.token["refresh_token"])
        await held.sign_in(browser)
        given.note(held)
    return given


def everything_in(redis: RedisProcess) -> str:
    """Give all keys and values as text."""
    # Compression would take what repeats apart.
    redis.config("rdbcompression", "no")
    with redis.client() as client:
        return " ".join(str((key, client.dump(key))) for key in client.scan_iter())


async def test_no_token_is_logged_or_kept_and_what_happened_to_them_is_told(
    start_provider: StartProvider, redis_process: RedisProcess, browser: Browser
) -> None:
    provider = start_provider(
        REDIS_URL=redis_process.url, OAUTH_CLIENTS=offline_clients(), LOG_LEVEL="debug"
    )
    given = await uses_and_misuses(provider, browser)
    kept = everything_in(redis_process)

    assert given.found_in(provider.output) == []
    assert given.found_in(kept) == []
    assert CAPTAIN.id in kept
    assert {line["event"] for line in provider.log()} >= STORY
    (replayed,) = provider.events("refresh_token_replayed")
    assert (replayed["client_id"], replayed["sub"]) == (WEB.client_id, CAPTAIN.id)
    assert [line["kind"] for line in provider.events("token_revoked")] == [
        "access_token",
        "refresh_token",
    ]
    assert provider.complaints == ""


async def test_while_redis_is_down_nothing_is_said_to_be_revoked_and_no_token_is_lost(
    start_provider: StartProvider, redis_process: RedisProcess, browser: Browser
) -> None:
    """C-23."""
    provider = start_provider(REDIS_URL=redis_process.url, OAUTH_CLIENTS=offline_clients())
    async with held_at(provider.issuer) as held:
        await held.sign_in(browser)
        redis_process.freeze()
        try:
            refused = [
                (await held.application.revoke(held.token["refresh_token"])).status_code,
                await held.refresh_status(),
                await held.userinfo_status(),
            ]
        finally:
            redis_process.thaw()
        provider.wait_for("/health/ready", 200)
        await held.refresh()
        status = await held.userinfo_status()

    assert refused == [503] * 3
    assert status == 200
