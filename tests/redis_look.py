"""A look at what lies in a Redis, past the adapters."""

from datetime import timedelta

from redis import Redis

_MOST_SECONDS_PASSED = 30


def raw_client(url: str) -> Redis:
    """Give a client that reads everything as text."""
    return Redis.from_url(url, decode_responses=True, encoding_errors="backslashreplace")


def keys(raw: Redis) -> list[str]:
    """Give every key there is."""
    return sorted(str(key) for key in raw.scan_iter())


def lives_for(raw: Redis, key: str, life: timedelta) -> bool:
    """Tell whether a key is to live that long, counted from a moment ago."""
    left = raw.pttl(key) / 1000
    return life.total_seconds() - _MOST_SECONDS_PASSED < left <= life.total_seconds()
