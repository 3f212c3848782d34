"""A client that was taken out of ``OAUTH_CLIENTS`` takes its tokens along."""

import json

import pytest
from dependency_injector import providers

from tests.integration.http.answers import assert_challenge
from tests.integration.http.browser import Browser
from tests.integration.http.harness import CLIENT_ID, CLIENTS, Provider, provider_of, settings_for

pytestmark = pytest.mark.anyio


def restarted_without(client_id: str, before: Provider, key_file: str) -> Browser:
    """Give a browser at the provider with one client less, on the store it had before."""
    left = {name: entry for name, entry in CLIENTS.items() if name != client_id}
    after = provider_of(settings_for(key_file, OAUTH_CLIENTS=json.dumps(left)))
    after.container.adapters.memory.override(providers.Object(before.memory))
    return Browser(after)


async def test_the_token_of_a_removed_client_is_refused_and_that_of_others_not(
    browser: Browser, provider: Provider, key_file: str
) -> None:
    token = (await browser.tokens())["access_token"]
    without_it = restarted_without(CLIENT_ID, provider, key_file)
    without_another = restarted_without("named", provider, key_file)

    assert (await without_another.userinfo(token)).status_code == 200
    assert_challenge(await without_it.userinfo(token), 401, "invalid_token")
    # A worker that knows the client still, or already, goes on with it.
    assert (await browser.userinfo(token)).status_code == 200
