"""The store in Redis 7.2 or newer, or anything that speaks as it does."""
