"""Refresh, revocation and introspection with Authlib, at every kind of client."""

import pytest

from demo.discord.members import CAPTAIN
from tests.e2e.browser import Browser
from tests.e2e.conftest import StartProvider
from tests.e2e.offline import INACTIVE, MOBILE, STEADY, WEB, held_at, offline_clients
from tests.e2e.provider import Provider
from tests.e2e.relying_party import Registration, relying_party

pytestmark = pytest.mark.anyio

KEPT = ("iss", "sub", "aud", "sid", "auth_time", "acr", "groups", "roles")
KINDS = pytest.mark.parametrize(
    "registration", [WEB, STEADY, MOBILE], ids=["confidential", "without rotation", "public"]
)


@pytest.fixture(scope="module")
def offline(launch: StartProvider, redis_server: str) -> Provider:
    """Give a provider whose applications hold on to people."""
    return launch(REDIS_URL=redis_server, OAUTH_CLIENTS=offline_clients())


@KINDS
async def test_a_refresh_brings_tokens_of_the_same_sign_in(
    offline: Provider, browser: Browser, registration: Registration
) -> None:
    async with held_at(offline.issuer, registration) as held:
        await held.sign_in(browser)
        first, before = held.token, held.claims
        after = await held.refresh()
        userinfo = (await held.application.userinfo()).json()

    assert {name: after[name] for name in KEPT} == {name: before[name] for name in KEPT}
    assert "nonce" not in after
    assert userinfo["sub"] == CAPTAIN.id
    assert held.token["access_token"] != first["access_token"]
    same = held.token["refresh_token"] == first["refresh_token"]
    assert same == (registration is STEADY)


@KINDS
async def test_a_refresh_token_can_be_revoked_with_all_that_came_of_it(
    offline: Provider, browser: Browser, registration: Registration
) -> None:
    """N-RV-02."""
    async with held_at(offline.issuer, registration) as held:
        await held.sign_in(browser)
        await held.refresh()
        told = await held.introspection()
        revoked = await held.application.revoke(held.token["refresh_token"])
        await held.is_over()

    assert (told["active"], told["sub"], told["client_id"]) == (
        True,
        CAPTAIN.id,
        registration.client_id,
    )
    assert told["groups"] == held.claims["groups"]
    assert revoked.status_code == 200


async def test_an_access_token_is_revoked_alone(offline: Provider, browser: Browser) -> None:
    """N-RV-02."""
    async with held_at(offline.issuer) as held:
        await held.sign_in(browser)
        await held.application.revoke(held.token["access_token"])
        refused = (await held.userinfo_status(), await held.introspection())
        await held.refresh()
        after = (await held.userinfo_status(), (await held.introspection())["active"])

    assert refused == (401, INACTIVE)
    assert after == (200, True)


async def test_another_application_can_neither_use_nor_end_a_token_nor_ask_about_it(
    offline: Provider, browser: Browser
) -> None:
    """N-RF-01, N-RV-01, N-IN-01."""
    async with held_at(offline.issuer) as mine, held_at(offline.issuer, STEADY) as theirs:
        await mine.sign_in(browser)
        await theirs.application.revoke(mine.token["refresh_token"])
        await theirs.application.revoke(mine.token["access_token"])
        told = await theirs.application.introspect(mine.token["access_token"])
        stolen = await theirs.refresh_error(mine.token["refresh_token"])
        await mine.refresh()

    assert told == INACTIVE
    assert stolen == "invalid_grant"


async def test_without_a_bot_nobody_is_offered_what_could_not_be_looked_at_again(
    launch: StartProvider,
) -> None:
    without = launch(DISCORD_BOT_TOKEN=None)
    async with relying_party(without.issuer) as application:
        metadata = application.metadata

    assert "offline_access" not in metadata["scopes_supported"]
    assert "refresh_token" not in metadata["grant_types_supported"]
