"""``guildpass policy``: try the policy before it is relied on."""
