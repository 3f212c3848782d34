"""Settings as an operator writes them; a test names only what it is about."""

import json

import pytest

from domain.policy.subteams import Subteams
from domain.role import Role
from entrypoints.settings import Settings, SettingsError, load_settings
from entrypoints.settings.rules.roles import RoleNames
from entrypoints.settings.rules.vocabulary import Vocabulary

SNOWFLAKE = "123456789012345678"
REQUIRED = {
    "ISSUER": "https://id.example.org",
    "JWT_AUDIENCE": "club-services",
    "DISCORD_CLIENT_ID": "1000000000000000001",
    "DISCORD_CLIENT_SECRET": "discord-client-secret",
    "DISCORD_GUILD_ID": "81384788765712384",
}


def load(**changes: str | None) -> Settings:
    """Load the required settings and these; None leaves one out."""
    values = {k: v for k, v in {**REQUIRED, **changes}.items() if v is not None}
    return load_settings(values)


def clients_json(**changes: object) -> str:
    """Give OAUTH_CLIENTS with one client; None leaves a name out."""
    entry = {"client_secret": "s3cret", "redirect_uris": ["https://app.example.org/cb"], **changes}
    return json.dumps({"app": {k: v for k, v in entry.items() if v is not None}})


def refusal(name: str, **changes: str | None) -> str:
    """Give what is said of a setting that cannot be right; one line that names it."""
    with pytest.raises(SettingsError) as caught:
        load(**changes)
    message = str(caught.value)
    assert caught.value.name == name
    assert message.startswith(f"{name}: ")
    assert message.isprintable(), "more than one line, or not fit for a terminal"
    assert len(message) < 250
    assert caught.value.__cause__ is None, "the cause would repeat the value"
    return message


def subteams_by_role(settings: Settings) -> dict[Role, set[str]]:
    """Give what each role alone is enough for."""
    found: dict[Role, set[str]] = {}
    for subteam in settings.rulebook.policy.subteams:
        for role in subteam.condition.roles:
            found.setdefault(role, set()).add(subteam.slug)
    return found


def vocabulary(**variables: str) -> Vocabulary:
    """Give a vocabulary without roles and subteams, in this environment."""
    names = RoleNames(guilds={"club": REQUIRED["DISCORD_GUILD_ID"]})
    return Vocabulary(names=names, subteams=Subteams(()), variables=variables)
