"""Refresh, revocation and introspection with openid-client from npm."""

import pytest

from demo.discord.members import CAPTAIN
from tests.e2e.browser import Browser
from tests.e2e.conftest import StartProvider
from tests.e2e.node_client import NodeClient
from tests.e2e.offline import INACTIVE, MOBILE, OFFLINE_SCOPE, STEADY, WEB, offline_clients
from tests.e2e.provider import Provider
from tests.e2e.relying_party import Registration
from tests.e2e.world import REDIRECT_URI

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("npm_packages")]

KEPT = ("iss", "sub", "aud", "sid", "auth_time", "groups")


@pytest.fixture(scope="module")
def offline(launch: StartProvider, redis_server: str) -> Provider:
    """Give a provider whose applications hold on to people."""
    return launch(REDIS_URL=redis_server, OAUTH_CLIENTS=offline_clients())


@pytest.mark.parametrize(
    "registration", [WEB, STEADY, MOBILE], ids=["confidential", "without rotation", "public"]
)
async def test_a_captain_is_held_on_to_until_the_application_lets_go(
    offline: Provider, browser: Browser, registration: Registration
) -> None:
    secret = registration.client_secret
    with NodeClient(
        "refresh.mjs",
        issuer=offline.issuer,
        client_id=registration.client_id,
        auth_method=registration.auth_method,
        redirect_uri=REDIRECT_URI,
        scope=OFFLINE_SCOPE,
        **({"client_secret": secret} if secret else {}),
    ) as client:
        result = client.finish(await browser.sign_in(client.authorization_url(), CAPTAIN))

    assert result.get("error") is None, result
    before, after = result["before"], result["after"]
    assert {name: after[name] for name in KEPT} == {name: before[name] for name in KEPT}
    assert result["userinfo"]["sub"] == CAPTAIN.id
    told = result["introspected"]
    assert (told and told["sub"]) == (CAPTAIN.id if secret else None)
    assert result["revoked"] == {
        "refresh": "invalid_grant",
        "userinfo": 401,
        "introspected": INACTIVE if secret else None,
    }
