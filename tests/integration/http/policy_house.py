"""A provider whose rules are a file, before a simulated Discord of two guilds."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
from dependency_injector import providers

from demo.discord.members import SampleMember
from demo.discord.simulator import Simulator, create_app
from tests import builders
from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    CALLBACK,
    DISCORD,
    HTTPS_ISSUER,
    Provider,
    provider_of,
    query_of,
    settings_for,
)
from tests.integration.http.program import Program
from tests.integration.http.refreshing_clients import REFRESHING
from tests.rules_file import Tables, put, written

CLUB, PARTNER = builders.GUILD_ID, builders.OTHER_GUILD_ID
CAPTAIN, MEMBER = builders.CAPTAIN_ROLE, builders.SOFTWARE_ROLE
SUSPENDED, MENTOR = "1152921504606846985", "1152921504606846986"
NELLY = SampleMember(
    id="1034829571643801601",
    username="nelly",
    global_name="Nelly",
    label="",
    email="nelly@example.org",
    mfa_enabled=True,
    roles=(CAPTAIN, MEMBER),
)
# Seconds; the staleness must be over before a code is.
FRESHNESS, STALENESS = 10, 60

TABLES: Tables = {
    "guilds": {"club": CLUB, "partner": PARTNER},
    "roles": {
        "captain": f"club/{CAPTAIN}",
        "member": f"club/{MEMBER}",
        "suspended": f"club/{SUSPENDED}",
        "mentor": f"partner/{MENTOR}",
    },
    "subteams": {
        "board": {"name": "The board", "any": ["@captain"]},
        "members": {"name": "Members", "any": ["@member"], "none": ["@suspended"]},
        "mentors": {"any": ["@mentor"]},
    },
}


def tables(*, applications: Tables | None = None, **changes: Any) -> Tables:  # noqa: ANN401 - as the file has it
    """Give the tables, with others in their place; of an application what is changed.

    None takes an application out.
    """
    own = applications or {}
    registered = {
        client_id: {**REFRESHING.get(client_id, {}), **(own.get(client_id) or {})}
        for client_id in REFRESHING.keys() | own.keys()
        if own.get(client_id, {}) is not None
    }
    return {**TABLES, **changes, "applications": registered}


class Line(httpx.AsyncBaseTransport):
    """The way to Discord. Of the guilds that ``hang`` no answer ever arrives."""

    def __init__(self, discord: Simulator) -> None:
        self.hang: set[str] = set()
        self._way = httpx.ASGITransport(app=create_app(discord))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Ask it."""
        if self.hang & set(request.url.path.split("/")):
            raise httpx.ReadTimeout("nothing came", request=request)
        return await self._way.handle_async_request(request)


class Person(Browser):
    """A browser of somebody with an account at the simulated Discord."""

    def __init__(self, house: "House", user_id: str = NELLY.id) -> None:
        super().__init__(house.provider)
        self._discord = house.discord
        self._user_id = user_id

    async def travel(self, response: httpx.Response) -> httpx.Response:
        """Agree at Discord if the answer leads there, and come back."""
        location = response.headers.get("location", "")
        if not location.startswith(DISCORD):
            return response
        return await self.http.get(self._discord.approve(query_of(location), self._user_id))


@dataclass(frozen=True, kw_only=True)
class House:
    """The provider, its file, and the Discord it asks."""

    provider: Provider
    discord: Simulator
    line: Line
    file: Path

    def person(self, user_id: str = NELLY.id) -> Person:
        """Give a browser in which nobody is signed in yet."""
        return Person(self, user_id)

    def program(self, client_id: str) -> Program:
        """Give the program behind an application."""
        return Program(provider=self.provider, client_id=client_id)

    async def reload(self, **changes: Any) -> None:  # noqa: ANN401 - as the file has it
        """Write another version, and have it read."""
        assert await self.reads(written(tables(**changes)))

    async def reads(self, text: str) -> bool:
        """Write any text at all, and tell whether it was taken."""
        put(self.file, text)
        return await self.provider.container.reload_rulebook()()

    def becomes(self, **changes: Any) -> None:  # noqa: ANN401 - fields of a member
        """Change Nelly at Discord, and let enough time pass for it to be seen."""
        self.discord.set_member(replace(self.discord.members[NELLY.id], **changes))
        self.provider.clock.advance(FRESHNESS)

    def joins_partner(self, *roles: str) -> None:
        """Make Nelly a member of the other guild."""
        self.discord.add_guild(PARTNER, replace(NELLY, roles=roles))


def a_house(
    key_file: str,
    directory: Path,
    *,
    settings: dict[str, str | None] | None = None,
    **changes: Any,  # noqa: ANN401 - as the file has it
) -> House:
    """Open one on these rules."""
    file = directory / "guildpass.toml"
    put(file, written(tables(**changes)))
    given: dict[str, str | None] = {
        "GUILDPASS_CONFIG": str(file),
        "DISCORD_BOT_TOKEN": "bot-token",
        "ROLE_FRESHNESS": str(FRESHNESS),
        "ROLE_STALENESS_LIMIT": str(STALENESS),
        **dict.fromkeys(("DISCORD_GUILD_ID", "ROLE_TO_SUBTEAM", "OAUTH_CLIENTS", "BLOCKED_USERS")),
        **(settings or {}),
    }
    provider = provider_of(settings_for(key_file, HTTPS_ISSUER, **given))
    container = provider.container
    container.reread.override(
        providers.Object(lambda: settings_for(key_file, HTTPS_ISSUER, **given))
    )
    discord = Simulator(
        client_id=provider.settings.discord_client_id,
        client_secret=provider.settings.discord_client_secret,
        redirect_uris=[HTTPS_ISSUER + CALLBACK],
        bot_token="bot-token",
        guild_id=CLUB,
        members=[NELLY],
        issuer="https://discord.test",
    )
    discord.add_guild(PARTNER)
    line = Line(discord)
    agent = {"User-Agent": "DiscordBot (https://id.example.org, 0)"}
    http = httpx.AsyncClient(transport=line, headers=agent)
    container.adapters.http_client.override(providers.Object(http))
    container.adapters.upstream.reset_override()
    container.adapters.guild_members.reset_override()
    return House(provider=provider, discord=discord, line=line, file=file)
