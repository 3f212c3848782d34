"""The program behind an application: what it holds, and how it asks the endpoints for clients."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import httpx
from dependency_injector import providers

from tests.integration.http.browser import SCOPE, Browser, changed, client_of
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import (
    CLIENT_ID,
    INTROSPECT,
    REVOKE,
    TOKEN,
    Provider,
    provider_of,
    settings_for,
)
from tests.integration.http.refreshing_clients import ASKS, REFRESHING, SERVER_ID, clients

OFFLINE = f"{SCOPE} offline_access"
INACTIVE = {"active": False}


@dataclass(frozen=True, kw_only=True)
class Held:
    """What a program got."""

    access_token: str
    refresh_token: str
    id_token: str

    @property
    def claims(self) -> dict[str, Any]:
        """The claims of the ID token."""
        return claims_of(self.id_token)

    @classmethod
    def of(cls, tokens: Mapping[str, Any]) -> "Held":
        """Read a token response that has all three."""
        return cls(**{name: tokens[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True, kw_only=True)
class Program:
    """One application; its requests carry its credentials unless that is changed."""

    provider: Provider
    client_id: str = CLIENT_ID

    async def begin(self, browser: Browser | None = None, **asked: str | None) -> Held:
        """Let somebody sign in, and take the tokens."""
        return Held.of(await self.tokens(browser, **asked))

    async def tokens(self, browser: Browser | None = None, **asked: str | None) -> dict[str, Any]:
        """As begin, where it may be that there is no refresh token, or no ID token."""
        return await (browser or Browser(self.provider)).tokens(**{**self.asks, **asked})

    @property
    def asks(self) -> dict[str, str | None]:
        """What it asks people to sign in with."""
        usual = {"scope": OFFLINE, "client_id": self.client_id}
        return {**usual, **ASKS.get(self.client_id, {})}

    async def post(
        self, path: str, headers: Mapping[str, str] | None = None, /, **form: str | None
    ) -> httpx.Response:
        """Send a form."""
        credentials = {
            "client_id": self.client_id,
            "client_secret": REFRESHING[self.client_id].get("client_secret"),
        }
        async with client_of(self.provider.app, self.provider.issuer) as http:
            return await http.post(path, data=changed(credentials, form), headers=headers)

    async def refresh(self, token: str, **form: str | None) -> httpx.Response:
        """Use a refresh token."""
        grant = {"grant_type": "refresh_token", "refresh_token": token}
        return await self.post(TOKEN, **{**grant, **form})

    async def refreshed(self, token: str, **form: str | None) -> Held:
        """Use a refresh token that is good."""
        response = await self.refresh(token, **form)
        assert response.status_code == 200, response.text
        return Held.of(response.json())

    async def revoke(self, token: str, **form: str | None) -> httpx.Response:
        """End a token."""
        return await self.post(REVOKE, token=token, **form)

    async def introspect(self, token: str, **form: str | None) -> httpx.Response:
        """Ask about a token."""
        return await self.post(INTROSPECT, token=token, **form)

    async def told(self, token: str) -> dict[str, Any]:
        """Ask about a token, and give the answer."""
        response = await self.introspect(token)
        assert response.status_code == 200, response.text
        return dict(response.json())

    async def is_alive(self, held: Held) -> dict[str, bool]:
        """Tell what still works of what it holds, using nothing up."""
        alive = await self.access_is_alive(held)
        if "told" in alive:
            alive["told of the refresh token"] = (await self.told(held.refresh_token))["active"]
        return alive

    async def access_is_alive(self, held: Held) -> dict[str, bool]:
        """As is_alive, of the access token by itself."""
        server = Program(provider=self.provider, client_id=SERVER_ID)
        userinfo = await Browser(self.provider).userinfo(held.access_token)
        assert userinfo.status_code in {200, 401}, userinfo.text
        alive = {
            "userinfo": userinfo.status_code == 200,
            "the server is told": (await server.told(held.access_token))["active"],
        }
        # A client without a secret is told nothing.
        if "client_secret" in REFRESHING[self.client_id]:
            alive["told"] = (await self.told(held.access_token))["active"]
        return alive


def refreshing(key_file: str, **changes: str) -> Provider:
    """Give a provider with a bot, whose clients may have refresh tokens."""
    usual = {"DISCORD_BOT_TOKEN": "bot-token", "OAUTH_CLIENTS": clients()}
    return provider_of(settings_for(key_file, **{**usual, **changes}))


def restarted(before: Provider, **changes: str) -> Provider:
    """Give a provider with other settings, on the store and the clock there were before."""
    key_file = before.settings.keys.private_key_file
    assert key_file is not None
    after = refreshing(key_file, **changes)
    after.container.adapters.memory.override(providers.Object(before.memory))
    after.container.adapters.clock.override(providers.Object(before.clock))
    after.container.adapters.guild_members.override(providers.Object(before.members))
    return replace(after, memory=before.memory, clock=before.clock, members=before.members)
