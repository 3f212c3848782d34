"""The command in a directory of its own, with the settings of a small club."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from entrypoints.cli.main import main
from tests.unit.entrypoints.settings_values import REQUIRED

NOTHING_ELSE = {name: value for name, value in REQUIRED.items() if name != "DISCORD_GUILD_ID"}
FILE = """\
# The club.
[guilds]
club = "81384788765712384"

[roles]
captain = "1152921504606846977"  # since 2021

[subteams.board]
any = ["@captain"]

[applications.wiki]
client_name = "Club wiki"
redirect_uris = ["https://wiki.example.org/cb", "https://wiki.example.org/other"]
client_secret = "plain-secret-of-length"  # to be changed
gate = { any = ["board", "@captain"], two_factor = true, account_age = "30d" }

[applications.app]
redirect_uris = ["https://app.example.org/cb"]
token_endpoint_auth_method = "none"
scope = "openid groups"
enabled = false
"""


class Command:
    """``guildpass`` in a directory."""

    def __init__(self, directory: Path, environment: dict[str, str]) -> None:
        self.directory = directory
        self.environment = environment
        self.file = directory / "guildpass.toml"

    def __call__(self, *arguments: str, code: int = 0) -> Result:
        """Run it; it must end with this exit code."""
        result = CliRunner().invoke(main, arguments, env=self.environment)
        assert result.exit_code == code, (result.output, result.exception)
        return result

    def refused(self, *arguments: str, code: int) -> str:
        """Give what it says on standard error: one line; and nothing on the other."""
        result = self(*arguments, code=code)
        assert result.stdout == ""
        assert result.stderr.count("\n") == 1
        return result.stderr.removeprefix("guildpass: ").rstrip("\n")

    def json(self, *arguments: str, code: int = 0) -> Any:  # noqa: ANN401 - whatever it prints
        """Give what it prints for programs."""
        result = self(*arguments, "--as", "json", code=code)
        assert result.stderr == ""
        return json.loads(result.stdout)
