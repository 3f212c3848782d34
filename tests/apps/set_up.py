"""An application and Guildpass, set up for each other as a page of ``docs/apps`` says."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from demo.discord.members import CAPTAIN_ROLE_ID, DRIVER_ROLE_ID, GUILD_ID
from tests.apps.pages import ISSUER, RULES, SECRET, Page, page
from tests.e2e.conftest import StartProvider
from tests.e2e.provider import Provider

# The ids of the example, and those of the simulated guild.
_IDS = {
    "81384788765712384": GUILD_ID,
    "1152921504606846976": DRIVER_ROLE_ID,
    "1152921504606846977": CAPTAIN_ROLE_ID,
}
_SECRET_ENV = re.compile(r'client_secret_env = "(\w+)"')
StartSetUp = Callable[..., "SetUp"]


@dataclass(frozen=True, kw_only=True)
class SetUp:
    """A running provider, and what to put in place of the page's example values."""

    page: Page
    provider: Provider
    values: dict[str, str]

    @property
    def issuer(self) -> str:
        """Where the provider is."""
        return self.provider.issuer

    def file(self, title: str) -> str:
        """Give a file of the page as this operator would save it."""
        return filled(self.page.file(title), self.values)


def filled(text: str, values: dict[str, str]) -> str:
    """Put the operator's values in the place of the example's."""
    for example, own in values.items():
        text = text.replace(example, own)
    return text


def secret_of(name: str) -> str:
    """Give the secret a test sets under this name of the environment."""
    return f"canary-{name.lower().replace('_', '-')}"


def rules(pages: list[Page], values: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Give a ``guildpass.toml`` with the applications of pages, and the secrets it asks for."""
    text = "\n".join(one.file(RULES) for one in (page("README"), *pages))
    names = _SECRET_ENV.findall(text)
    return filled(text, _IDS | values), {name: secret_of(name) for name in names}


def start(
    launch: StartProvider, directory: Path, pages: list[Page], values: dict[str, str], **more: str
) -> Provider:
    """Start a provider for the applications of pages; roles are a second old at most."""
    text, secrets = rules(pages, values)
    file = directory / RULES
    file.write_text(text, encoding="utf-8")
    return launch(
        DISCORD_GUILD_ID=None,
        ROLE_TO_SUBTEAM=None,
        OAUTH_CLIENTS=None,
        GUILDPASS_CONFIG=str(file),
        ROLE_FRESHNESS="1",
        **secrets,
        **more,
    )


def set_up(
    launch: StartProvider, directory: Path, name: str, values: dict[str, str], **more: str
) -> SetUp:
    """Set up the application of one page, which stands at ``values`` instead of the example's."""
    read = page(name)
    provider = start(launch, directory, [read], values, **more)
    secrets = [secret_of(one) for one in _SECRET_ENV.findall(read.file(RULES))]
    own = {ISSUER: provider.issuer, **({SECRET: secrets[0]} if secrets else {}), **values}
    return SetUp(page=read, provider=provider, values=own)
