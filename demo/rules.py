"""The rules of the demonstration: who may use the dashboard, and what it learns."""

import json
from collections.abc import Mapping

from demo.discord.members import CAPTAIN_ROLE_ID, DRIVER_ROLE_ID, GUILD_ID

_PEOPLE = f"""\
# Change a line and save: it is taken up within a few seconds, while people are signed in.
# docs/policy.md explains every line.

[guilds]
team = "{GUILD_ID}"

[roles]
captain = "{CAPTAIN_ROLE_ID}"
driver = "{DRIVER_ROLE_ID}"

[subteams.captains]
name = "Captains"
any = ["@captain"]

[subteams.software]
name = "Software"
any = ["@driver"]

# Whoever is a member may use every application. For captains alone, take the # away:
# [gate]
# any = ["captains"]
"""


def rules(applications: Mapping[str, Mapping[str, object]]) -> str:
    """Give ``guildpass.toml``."""
    return _PEOPLE + "".join(_application(*one) for one in applications.items())


def _application(client_id: str, metadata: Mapping[str, object]) -> str:
    # A text, or a list of texts, is the same in TOML as in JSON.
    lines = (f"{name} = {json.dumps(value)}\n" for name, value in metadata.items())
    return f"\n[applications.{client_id}]\n{''.join(lines)}"
