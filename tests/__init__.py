"""Guildpass's tests, by level."""
