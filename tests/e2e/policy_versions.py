"""Versions of ``guildpass.toml``, each of which can be told by every token it made."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.discord.members import CAPTAIN_ROLE_ID, DRIVER_ROLE_ID, GUILD_ID
from tests.e2e.world import DASHBOARD, REDIRECT_URI
from tests.rules_file import put, written

SECRET, NEXT_SECRET = "canary-first-secret", "canary-second-secret"
WIKI, WIKI_SECRET = "wiki", "canary-wiki-secret"


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version: its number is a claim, and drivers get in only where it is even."""

    number: int
    secrets: Sequence[str] = (SECRET,)
    has_wiki: bool = False

    @property
    def lets_drivers_in(self) -> bool:
        """Whether the gate is open to who is no captain."""
        return self.number % 2 == 0

    @property
    def text(self) -> str:
        """The file."""
        who = ["captains", "drivers"] if self.lets_drivers_in else ["captains"]
        dashboard = {
            "client_secret": [*self.secrets],
            "redirect_uris": [REDIRECT_URI],
            "grant_types": ["authorization_code", "refresh_token"],
            "gate": {"any": who},
            "claims": {"version": {"default": self.number}},
        }
        wiki = {"client_secret": WIKI_SECRET, "redirect_uris": [REDIRECT_URI]}
        applications = {DASHBOARD: dashboard, **({WIKI: wiki} if self.has_wiki else {})}
        tables: dict[str, Any] = {
            "guilds": {"team": GUILD_ID},
            "subteams": {
                "captains": {"any": [f"@{CAPTAIN_ROLE_ID}"]},
                "drivers": {"any": [f"@{DRIVER_ROLE_ID}"]},
            },
            "applications": applications,
        }
        return written(tables)

    def put(self, file: Path) -> None:
        """Put it in the place of the one of before."""
        put(file, self.text)


def settings_on(file: Path) -> dict[str, str | None]:
    """Give the settings of a provider whose rules are in a file alone."""
    replaced = ("DISCORD_GUILD_ID", "ROLE_TO_SUBTEAM", "OAUTH_CLIENTS")
    return {"GUILDPASS_CONFIG": str(file), **dict.fromkeys(replaced)}
