"""Files of rules as an operator writes them, and what is said of those that cannot be right."""

from pathlib import Path

import pytest

from entrypoints.settings import Settings, SettingsError, load_settings
from tests.unit.entrypoints.settings_values import REQUIRED

HERE = "# here"
GUILDS = '[guilds]\nclub = "81384788765712384"\n'
TWO_GUILDS = f'{GUILDS}partner = "197038439483310086"\n'
ROLES = """
[roles]
member = "1152921504606846976"
captain = "1152921504606846977"
"""
SUBTEAMS = """
[subteams.members]
any = ["@member"]
[subteams.board]
any = ["@captain"]
"""
APP = """
[applications.app]
redirect_uris = ["https://app.example.org/cb"]
client_secret = "s3cret-of-some-length"
"""
ENVIRONMENT = {name: text for name, text in REQUIRED.items() if name != "DISCORD_GUILD_ID"}


def load_rules(directory: Path, text: str | bytes, **environment: str) -> Settings:
    """Load the required settings and a file of rules."""
    path = directory / "guildpass.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_settings({**ENVIRONMENT, "GUILDPASS_CONFIG": str(path), **environment})


def fault_of(directory: Path, text: str | bytes, **environment: str) -> str:
    """Give what is said of a file that cannot be right; one line, which begins with its name."""
    with pytest.raises(SettingsError) as caught:
        load_rules(directory, text, **environment)
    message = str(caught.value)
    name, path = caught.value.name, str(directory / "guildpass.toml")
    assert name == path
    assert message.startswith(f"{name}: ")
    assert message.isprintable(), "more than one line, or not fit for a terminal"
    assert len(message) - len(name) < 250
    assert caught.value.__cause__ is None, "the cause would repeat the value"
    return message.removeprefix(f"{name}: ")


def assert_fault(directory: Path, text: str, said: str, **environment: str) -> None:
    """Assert what is said, and that it names the one line that ends with ``# here``."""
    found = [number for number, line in enumerate(text.split("\n"), 1) if line.endswith(HERE)]
    (number,) = found
    assert fault_of(directory, text, **environment) == f"line {number}{said}"
