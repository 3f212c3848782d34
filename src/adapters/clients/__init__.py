"""The registered clients, from the settings."""
