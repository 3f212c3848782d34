"""Applications that hold on to people: refresh tokens, and a service that asks about tokens."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from demo.dashboard.authlib_client import OAuthError
from demo.discord.members import CAPTAIN, SampleMember
from tests.e2e.browser import Browser
from tests.e2e.conftest import StartProvider
from tests.e2e.provider import Provider
from tests.e2e.relying_party import SCOPE, Registration, RelyingParty, relying_party
from tests.e2e.world import REDIRECT_URI

OFFLINE_SCOPE = f"{SCOPE} offline_access"
WEB = Registration(client_id="offline-web", client_secret="canary-offline-web-secret")
STEADY = Registration(client_id="offline-steady", client_secret="canary-offline-steady-secret")
MOBILE = Registration(client_id="offline-mobile", client_secret=None, auth_method="none")
SERVICE = Registration(client_id="a-service", client_secret="canary-service-secret")

_REFRESHES = {
    "redirect_uris": [REDIRECT_URI],
    "grant_types": ["authorization_code", "refresh_token"],
}
INACTIVE = {"active": False}


def offline_clients(**of_web: object) -> str:
    """Give the setting OAUTH_CLIENTS; ``of_web`` is what else the entry of the first has."""
    return json.dumps(
        {
            WEB.client_id: {**_REFRESHES, "client_secret": WEB.client_secret, **of_web},
            STEADY.client_id: {
                **_REFRESHES,
                "client_secret": STEADY.client_secret,
                "refresh_token_rotation": False,
            },
            MOBILE.client_id: {**_REFRESHES, "token_endpoint_auth_method": "none"},
            SERVICE.client_id: {
                "client_secret": SERVICE.client_secret,
                "grant_types": [],
                "resource_server": True,
            },
        }
    )


def restarted(start: StartProvider, before: Provider, **changes: str) -> Provider:
    """Stop a provider, and start it at the same address with other settings."""
    before.end()
    return start(ISSUER=before.issuer, PORT=str(before.port), **changes)


@asynccontextmanager
async def offline_party(
    issuer: str, registration: Registration = WEB
) -> AsyncIterator[RelyingParty]:
    """Give an application that asks for refresh tokens."""
    async with relying_party(issuer, registration, scope=OFFLINE_SCOPE) as application:
        yield application


class Held:
    """What an application holds of one person, and what becomes of it."""

    def __init__(self, application: RelyingParty, service: RelyingParty) -> None:
        self.application = application
        self.service = service
        self.token: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}

    async def sign_in(self, browser: Browser, member: SampleMember = CAPTAIN) -> None:
        """Sign the person in."""
        attempt = self.application.begin()
        answer = await browser.sign_in(attempt.url, member)
        self.token = await self.application.redeem(attempt, answer)
        self.claims = await self.application.verified(self.token, attempt.nonce)

    async def refresh(self) -> dict[str, Any]:
        """Use the refresh token, and give the claims of the new ID token."""
        self.token = await self.application.refresh()
        return await self.application.verified(self.token, None)

    async def refresh_error(self, refresh_token: str | None = None) -> str:
        """Use the refresh token, or this one, in vain, and give the error."""
        with pytest.raises(OAuthError) as refused:
            await self.application.refresh(refresh_token)
        return str(refused.value.error)

    async def refresh_status(self) -> int:
        """Use the refresh token while the provider cannot answer, and give the status."""
        with pytest.raises(httpx.HTTPStatusError) as failed:
            await self.application.refresh()
        return failed.value.response.status_code

    async def userinfo_status(self) -> int:
        """Ask userinfo."""
        return (await self.application.userinfo()).status_code

    async def introspection(self) -> dict[str, Any]:
        """Let a service ask about the access token."""
        return await self.service.introspect(self.token["access_token"])

    async def is_over(self) -> None:
        """Check that refresh, userinfo and introspection all refuse."""
        assert await self.refresh_error() == "invalid_grant"
        assert await self.userinfo_status() == 401
        assert await self.introspection() == INACTIVE


@asynccontextmanager
async def held_at(issuer: str, registration: Registration = WEB) -> AsyncIterator[Held]:
    """Give an application and a service that gets its tokens."""
    async with (
        offline_party(issuer, registration) as application,
        relying_party(issuer, SERVICE) as service,
    ):
        yield Held(application, service)
