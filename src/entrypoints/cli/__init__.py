"""The ``guildpass`` command."""
