"""``guildpass doctor``."""
