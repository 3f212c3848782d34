"""Sign-ins with openid-client from npm: discovery, PKCE, state, nonce, iss, userinfo."""

import pytest

from demo.discord.members import CAPTAIN, DRIVER
from tests.e2e.browser import Browser
from tests.e2e.node_client import NodeClient
from tests.e2e.provider import Provider
from tests.e2e.relying_party import SCOPE
from tests.e2e.world import (
    DASHBOARD,
    DASHBOARD_SECRET,
    ODD_BASIC,
    ODD_BASIC_SECRET,
    ODD_POST,
    ODD_POST_SECRET,
    PUBLIC,
    REDIRECT_URI,
)

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("npm_packages")]

REGISTRATIONS = {
    "basic, odd characters": {
        "client_id": ODD_BASIC,
        "client_secret": ODD_BASIC_SECRET,
        "auth_method": "client_secret_basic",
    },
    "post, odd characters": {
        "client_id": ODD_POST,
        "client_secret": ODD_POST_SECRET,
        "auth_method": "client_secret_post",
    },
    "public": {"client_id": PUBLIC, "auth_method": "none"},
}


def node_client(provider: Provider, registration: dict[str, str]) -> NodeClient:
    return NodeClient(
        "sign_in.mjs",
        issuer=provider.issuer,
        redirect_uri=REDIRECT_URI,
        scope=SCOPE,
        **registration,
    )


@pytest.mark.parametrize("registration", REGISTRATIONS.values(), ids=REGISTRATIONS.keys())
async def test_a_captain_signs_in_and_the_code_works_once(
    provider: Provider, browser: Browser, registration: dict[str, str]
) -> None:
    with node_client(provider, registration) as client:
        answer = await browser.sign_in(client.authorization_url(), CAPTAIN)
        result = client.finish(answer)

    assert result.get("error") is None
    assert result["id_token_claims"]["aud"] == registration["client_id"]
    assert result["id_token_claims"]["sub"] == result["userinfo"]["sub"] == CAPTAIN.id
    assert result["userinfo"]["subteams"] == ["board", "captains", "software"]
    assert result["replay"] == "invalid_grant"


@pytest.mark.parametrize("tampered", ["", "&iss=https%3A%2F%2Felsewhere.example"])
async def test_an_answer_without_our_iss_is_refused_since_discovery_promises_it(
    provider: Provider, browser: Browser, tampered: str
) -> None:
    registration = {
        "client_id": DASHBOARD,
        "client_secret": DASHBOARD_SECRET,
        "auth_method": "client_secret_basic",
    }
    with node_client(provider, registration) as client:
        answer = await browser.sign_in(client.authorization_url(), DRIVER)
        before, _, _ = answer.partition("&iss=")
        assert before != answer
        result = client.finish(before + tampered)

    assert '"iss" (issuer)' in result["cause"]


async def test_cancelling_at_discord_reaches_the_application_as_access_denied(
    provider: Provider, browser: Browser
) -> None:
    with node_client(provider, REGISTRATIONS["public"]) as client:
        response = await browser.cancel(await browser.open(client.authorization_url()))
        result = client.finish(response.headers["location"])

    assert result["error"] == "access_denied"
