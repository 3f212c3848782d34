"""Who is registered at the provider, and the settings that say so."""

import json
from pathlib import Path
from typing import Any

from demo.discord.members import CAPTAIN_ROLE_ID, DRIVER_ROLE_ID, GUILD_ID
from tests.e2e import discord_server
from tests.e2e.discord_server import HOST, DiscordServer
from tests.redis_process import free_port

AUDIENCE = "yourclub-services"
REDIRECT_URI = "https://app.example.org/callback"
ROLE_TO_SUBTEAM = {CAPTAIN_ROLE_ID: ["captains", "board"], DRIVER_ROLE_ID: "software"}

DASHBOARD, DASHBOARD_SECRET = "dashboard", "canary-dashboard-client-secret"
# In a header everything but these would be read differently by one library or another.
PLAIN_BASIC, PLAIN_BASIC_SECRET = "basic-only", "canary:basic&secret=~"
ODD_BASIC, ODD_BASIC_SECRET = "basic%2F+:&=client", "canary %2F+:&=/\N{EURO SIGN}\N{SNOWMAN}"
ODD_POST, ODD_POST_SECRET = "post%2F+:&=client", "canary+%41 :&=/\N{GREEK SMALL LETTER ALPHA}"
PUBLIC = "single-page"
ASKING, ASKING_SECRET = "asking-once", "canary-asking-client-secret"
MINIMAL, MINIMAL_SECRET = "minimal", "canary-minimal-client-secret"

CLIENTS: dict[str, dict[str, Any]] = {
    DASHBOARD: {"client_secret": DASHBOARD_SECRET},
    PLAIN_BASIC: {
        "client_secret": PLAIN_BASIC_SECRET,
        "token_endpoint_auth_method": "client_secret_basic",
    },
    ODD_BASIC: {
        "client_secret": ODD_BASIC_SECRET,
        "token_endpoint_auth_method": "client_secret_basic",
    },
    ODD_POST: {
        "client_secret": ODD_POST_SECRET,
        "token_endpoint_auth_method": "client_secret_post",
    },
    PUBLIC: {"token_endpoint_auth_method": "none"},
    ASKING: {"client_secret": ASKING_SECRET, "consent": "once"},
    MINIMAL: {"client_secret": MINIMAL_SECRET, "id_token_claims": "minimal"},
}


def provider_settings(
    discord: DiscordServer, key_file: Path, **changes: str | None
) -> dict[str, str]:
    """Give the settings of one more provider, by the bot route; None leaves one out."""
    port = free_port()
    issuer = f"http://{HOST}:{port}"
    discord.register(issuer)
    registered = {name: {"redirect_uris": [REDIRECT_URI], **rest} for name, rest in CLIENTS.items()}
    settings: dict[str, str | None] = {
        "ISSUER": issuer,
        "HOST": HOST,
        "PORT": str(port),
        "JWT_AUDIENCE": AUDIENCE,
        "JWT_PRIVATE_KEY_FILE": str(key_file),
        "DISCORD_CLIENT_ID": discord_server.CLIENT_ID,
        "DISCORD_CLIENT_SECRET": discord_server.CLIENT_SECRET,
        "DISCORD_GUILD_ID": GUILD_ID,
        "DISCORD_BOT_TOKEN": discord_server.BOT_TOKEN,
        "DISCORD_API_URL": f"{discord.url}/api/v10",
        "DISCORD_AUTHORIZE_URL": f"{discord.url}/oauth2/authorize",
        "ROLE_TO_SUBTEAM": json.dumps(ROLE_TO_SUBTEAM),
        "OAUTH_CLIENTS": json.dumps(registered),
        "REDIS_KEY_PREFIX": "e2e:",
    }
    return {name: value for name, value in (settings | changes).items() if value is not None}
