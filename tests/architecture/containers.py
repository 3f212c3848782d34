"""Containers to look into, one for each set-up."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from entrypoints.container import Container, build_container, close
from entrypoints.settings import load_settings
from tests.builders import AUDIENCE, GUILD_ID, ISSUER

STORES: dict[str, dict[str, str]] = {
    "memory": {},
    "redis": {"REDIS_URL": "redis://127.0.0.1:6379/0", "REDIS_KEY_PREFIX": "guildpass:"},
}
ROUTES: dict[str, dict[str, str]] = {"bot": {"DISCORD_BOT_TOKEN": "bot-token"}, "user": {}}


@asynccontextmanager
async def container_for(
    key_file: Path, store: str, route: str, **changes: str
) -> AsyncIterator[Container]:
    """Give what is built of settings that need no more than these."""
    values = {
        "ISSUER": ISSUER,
        "JWT_AUDIENCE": AUDIENCE,
        "JWT_PRIVATE_KEY_FILE": str(key_file),
        "DISCORD_CLIENT_ID": "80351110224678912",
        "DISCORD_CLIENT_SECRET": "discord-secret",
        "DISCORD_GUILD_ID": GUILD_ID,
        "ROLE_TO_SUBTEAM": '{"1152921504606846977": ["leads"]}',
        "OAUTH_CLIENTS": '{"dashboard": {"client_secret": "a-long-random-secret-0123456789abcdef",'
        ' "redirect_uris": ["https://app.example.org/callback"]}}',
    }
    container = build_container(load_settings(values | STORES[store] | ROUTES[route] | changes))
    try:
        yield container
    finally:
        await close(container)
