"""A provider that speaks TLS itself, and one whose store goes while somebody is at Discord."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Browser

from demo.discord.members import CAPTAIN
from tests.e2e.certificates import self_signed
from tests.e2e.chromium.person import account, answer, somebody
from tests.e2e.chromium.stages import CALLBACK
from tests.e2e.chromium.world import FORUM, WIKI, World, clients, registration
from tests.e2e.conftest import StartProvider
from tests.e2e.discord_server import HOST
from tests.e2e.relying_party import relying_party
from tests.redis_process import RedisProcess, free_port

pytestmark = pytest.mark.anyio


async def test_over_tls_somebody_signs_in_consents_and_is_posted_back(
    world: World, start_provider: StartProvider, chromium: Browser, tmp_path: Path
) -> None:
    port, pair = free_port(), self_signed(tmp_path)
    issuer = f"https://{HOST}:{port}"
    world.discord.register(issuer)
    provider = start_provider(
        ISSUER=issuer,
        PORT=str(port),
        OAUTH_CLIENTS=clients(world.application),
        **pair.settings(),
    )
    forum = registration(FORUM, world.application.callback)
    secure = replace(world, provider=provider)
    async with (
        relying_party(issuer, forum, trust=provider.trust) as party,
        somebody(chromium, secure.origins, ignore_https_errors=True) as person,
    ):
        secure = replace(secure, parties={FORUM: party})
        attempt = secure.begin(FORUM, prompt="login", response_mode="form_post")
        await person.open(attempt.url)
        await person.press(answer("continue"))
        await person.press(account(CAPTAIN))
        await person.press(answer("allow"))
        came = await secure.arrived(person, attempt)
        cookies = {cookie["name"]: cookie for cookie in await person.context.cookies(issuer)}
        subject = await secure.subject(FORUM, attempt, came)

    assert (came.method, subject) == ("POST", CAPTAIN.id)
    assert {"__Host-guildpass_browser", "__Host-guildpass_session"} <= cookies.keys()


async def test_a_store_that_goes_while_somebody_is_at_discord_is_said_and_may_come_back(
    world: World, start_provider: StartProvider, chromium: Browser, redis_process: RedisProcess
) -> None:
    provider = start_provider(OAUTH_CLIENTS=clients(world.application), REDIS_URL=redis_process.url)
    wiki = registration(WIKI, world.application.callback)
    shaky = replace(world, provider=provider)
    async with (
        relying_party(provider.issuer, wiki) as party,
        somebody(chromium, shaky.origins) as person,
    ):
        shaky = replace(shaky, parties={WIKI: party})
        await person.open(shaky.begin(WIKI).url)
        redis_process.stop()
        await person.press(account(CAPTAIN))
        await person.at(shaky.at_provider(CALLBACK))
        text = await person.text()
        redis_process.start()
        provider.wait_for("/health/ready", 200)
        attempt = shaky.begin(WIKI)
        await person.open(attempt.url)
        came = await shaky.arrived(person, attempt)

    (shown,) = provider.events("page_shown")
    assert shown["reference"] in text
    assert "code" in came.parameters
