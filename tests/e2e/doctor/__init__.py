"""``guildpass doctor`` beside a provider that runs."""
