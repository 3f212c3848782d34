"""The one cookie, what lies in the store, and names that could be mistaken for one another."""

import json

import pytest

from entrypoints.settings import SettingsError
from tests import builders
from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    CALLBACK,
    SECRET,
    Provider,
    query_of,
    settings_for,
)

pytestmark = pytest.mark.anyio


async def test_the_cookie_of_an_https_issuer_is_bound_to_this_host(browser: Browser) -> None:
    """N-X-04."""
    header = (await browser.authorize()).headers["set-cookie"]
    name, _, rest = header.partition("=")
    value, *attributes = [part.strip() for part in rest.split(";")]

    assert name == "__Host-guildpass_browser"
    assert len(value) == 43
    expected = {"httponly", "secure", "samesite=lax", "path=/", "max-age=4200"}
    assert {attribute.lower() for attribute in attributes} == expected


async def test_the_cookie_of_a_loopback_issuer_is_taken_by_every_browser(
    loopback: Provider,
) -> None:
    """N-X-04: neither the prefix nor Secure, the rest as ever."""
    browser = Browser(loopback)
    header = (await browser.authorize()).headers["set-cookie"]

    assert header.startswith("guildpass_browser=")
    attributes = {part.strip().lower() for part in header.split(";")[1:]}
    assert attributes == {"httponly", "samesite=lax", "path=/", "max-age=4200"}
    assert (await browser.sign_in()).status_code == 303


async def test_no_other_answer_sets_a_cookie(browser: Browser) -> None:
    """N-X-04."""
    back = await browser.sign_in()
    page = await browser.http.get(CALLBACK)
    exchanged = await browser.exchange(query_of(back.headers["location"])["code"])

    for response in (back, page, exchanged):
        assert "set-cookie" not in response.headers


async def test_two_browsers_never_get_the_same_cookie(provider: Provider) -> None:
    """N-X-04."""
    values = {(await Browser(provider).authorize()).headers["set-cookie"] for _ in range(10)}

    assert len(values) == 10


async def test_the_store_holds_nothing_that_could_be_used(
    browser: Browser, provider: Provider
) -> None:
    """N-X-06, N-AZ-25: digests of codes, states and cookies; no token, no secret."""
    state = await browser.begin()
    code = await browser.code()
    exchanged = await browser.code()
    tokens = (await browser.exchange(exchanged)).json()
    stored = provider.memory.everything()

    secrets = [
        state,
        code,
        exchanged,
        browser.http.cookies["__Host-guildpass_browser"],
        tokens["access_token"],
        tokens["id_token"],
        SECRET,
        "discord-code",
    ]
    assert [secret for secret in secrets if secret in stored] == []
    for kind in ("auth_req:", "auth_code:{", "grant:{"):
        assert kind in stored


async def test_what_lies_in_the_store_does_not_open_anything(
    browser: Browser, provider: Provider
) -> None:
    """N-X-06: a digest is no code, and no state."""
    await browser.begin()
    await browser.code()
    for line in provider.memory.everything().splitlines():
        kind, _, rest = line.partition(":")
        key = rest.partition(" ")[0].strip("{}")
        if kind == "auth_code":
            assert (await browser.exchange(key)).json()["error"] == "invalid_grant"
        else:
            assert (await browser.come_back(key)).status_code == 400


def test_the_settings_hold_no_client_secret(provider: Provider) -> None:
    """N-X-06."""
    shown = repr(provider.settings) + repr(provider.settings.clients)

    assert SECRET not in shown
    assert "discord-client-secret" not in shown


@pytest.mark.parametrize("client_id", [builders.DISCORD_ID, "1" * 15, "9" * 20])
def test_a_client_cannot_be_registered_under_what_could_be_a_subject(
    key_file: str, client_id: str
) -> None:
    """N-X-02."""
    clients = {client_id: {"client_secret": "s3cret", "redirect_uris": ["https://a.example/cb"]}}
    with pytest.raises(SettingsError, match="must not look like a Discord id"):
        settings_for(key_file, OAUTH_CLIENTS=json.dumps(clients))


def test_the_audience_of_access_tokens_cannot_be_a_client(key_file: str) -> None:
    """N-TK-15: an ID token would pass for an access token."""
    with pytest.raises(SettingsError, match="JWT_AUDIENCE"):
        settings_for(key_file, JWT_AUDIENCE="dashboard")
