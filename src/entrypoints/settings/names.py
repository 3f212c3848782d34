"""The names of all settings."""

SETTING_NAMES = frozenset(
    {
        "ISSUER",
        "JWT_AUDIENCE",
        "JWT_PRIVATE_KEY_FILE",
        "DISCORD_CLIENT_ID",
        "DISCORD_CLIENT_SECRET",
        "DISCORD_GUILD_ID",
        "DISCORD_BOT_TOKEN",
        "ROLE_TO_SUBTEAM",
        "OAUTH_CLIENTS",
        "REDIS_URL",
        "REDIS_KEY_PREFIX",
        "AUTH_REQUEST_TTL",
        "AUTH_CODE_TTL",
        "ACCESS_TOKEN_TTL",
        "DISCORD_API_URL",
        "DISCORD_AUTHORIZE_URL",
        "HOST",
        "PORT",
        "WORKERS",
        "LOG_FORMAT",
        "LOG_LEVEL",
    }
)
