"""Who is registered at the provider of these tests, and what one page or journey needs to know."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from demo.discord.members import CAPTAIN, LEGACY
from demo.stack import Plan
from tests.e2e.chromium.application import Answer, Application
from tests.e2e.chromium.person import Person
from tests.e2e.discord_server import DiscordServer
from tests.e2e.provider import Provider
from tests.e2e.relying_party import Attempt, Registration, RelyingParty

WIKI, RESULTS, FORUM, TIMER, HOSTILE = "wiki", "results", "forum", "timer", "hostile"
ARCHIVE, TREASURY = "archive", "treasury"
BLOCKED = LEGACY
# Nobody is there: for pages that name where people go, and are not left.
FORUM_CALLBACK = "https://forum.example.org/callback"
TIMER_CALLBACK = "http://127.0.0.1:8765/callback"
HOSTILE_NAME = (
    "<b onclick=alert(1)>\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}"
    f"{'W' * 24} &amp; \N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED}\N{HEBREW LETTER FINAL MEM}"
)


def clients(application: Application) -> str:
    """Give the setting OAUTH_CLIENTS."""
    registered: dict[str, dict[str, Any]] = {
        WIKI: {
            "client_name": "Club wiki",
            "post_logout_redirect_uris": [application.bye],
        },
        RESULTS: {"client_name": "Race results"},
        FORUM: {
            "client_name": "Club forum",
            "consent": "always",
            "redirect_uris": [application.callback, FORUM_CALLBACK],
            "grant_types": ["authorization_code", "refresh_token"],
        },
        TIMER: {
            "client_name": "Lap timer",
            "client_secret": None,
            "token_endpoint_auth_method": "none",
            "redirect_uris": [application.callback, TIMER_CALLBACK],
        },
        HOSTILE: {"client_name": HOSTILE_NAME, "consent": "always"},
        ARCHIVE: {"client_name": "Old archive", "enabled": False},
        TREASURY: {
            "client_name": "Treasury",
            "gate": {
                "any": ["captains", "board"],
                "none": ["software"],
                "two_factor": True,
                "account_age": "3650d",
            },
        },
    }
    usual = {"redirect_uris": [application.callback]}
    return json.dumps(
        {name: {"client_secret": secret(name), **usual, **own} for name, own in registered.items()}
    )


def secret(client_id: str) -> str:
    """Give the secret of an application that has one."""
    return f"canary-{client_id}-client-secret"


def registration(client_id: str, redirect_uri: str) -> Registration:
    """Give how an application knows itself."""
    public = client_id == TIMER
    return Registration(
        client_id=client_id,
        client_secret=None if public else secret(client_id),
        auth_method="none" if public else "client_secret_basic",
        redirect_uri=redirect_uri,
    )


def changed(url: str, **parameters: str) -> str:
    """Give the address with other parameters in its query."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    return parts._replace(query=urlencode(query | parameters)).geturl()


@dataclass(frozen=True, kw_only=True)
class World:
    """The provider, one whose store never answers, Discord, the applications by name, the demo."""

    provider: Provider
    storeless: Provider
    discord: DiscordServer
    application: Application
    parties: dict[str, RelyingParty]
    demo: Plan

    def begin(self, client_id: str, **parameters: str) -> Attempt:
        """Begin a sign-in at an application that is there to come back to."""
        return self.parties[client_id].begin(**parameters)

    async def arrived(self, person: Person, attempt: Attempt) -> Answer:
        """Wait until a person is back at the application, and give the answer it got."""
        await person.at(self.application.home)
        return self.application.answer_to(attempt.state)

    async def redeem(self, client_id: str, attempt: Attempt, answer: Answer) -> dict[str, Any]:
        """Exchange the code of an answer as the application does, and give the tokens."""
        address = f"{self.application.callback}?{urlencode(answer.parameters)}"
        return await self.parties[client_id].redeem(attempt, address)

    def sign_out_without_hint(self, **parameters: str) -> str:
        """Give where an application sends people to sign out if it kept no ID token."""
        return f"{self.at_provider('/oauth/logout')}?{urlencode(parameters)}"

    async def sign_out_url(self, person: Person, **parameters: str) -> str:
        """Sign a person in at the wiki, and give where it sends them to sign out, with the hint."""
        attempt = self.begin(WIKI)
        await person.sign_in(attempt.url, CAPTAIN)
        token = await self.redeem(WIKI, attempt, await self.arrived(person, attempt))
        return self.sign_out_without_hint(id_token_hint=token["id_token"], **parameters)

    async def subject(self, client_id: str, attempt: Attempt, answer: Answer) -> str:
        """Redeem the code of an answer, check the ID token, and give who has signed in."""
        token = await self.redeem(client_id, attempt, answer)
        claims = await self.parties[client_id].verified(token, attempt.nonce)
        return str(claims["sub"])

    def at_provider(self, path: str) -> str:
        """Give an address of the provider."""
        return f"{self.provider.issuer}{path}"

    @property
    def origins(self) -> set[str]:
        """Everybody a browser has reason to ask anything of."""
        home, _, _ = self.application.home.rpartition("/")
        callback, _, _ = self.application.callback.rpartition("/")
        demo = {self.demo.provider_url, self.demo.simulator_url, self.demo.dashboard_url}
        real = {self.provider.issuer, self.storeless.issuer, self.discord.url}
        return {*real, *demo, home, callback}


# How somebody comes to a page.
Stage = Callable[[Person, World], Awaitable[None]]
