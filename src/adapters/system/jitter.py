"""The system's randomness, for waits that must not all end at once."""

import secrets

_SOURCE = secrets.SystemRandom()


def jitter() -> float:
    """Give a number from 0 up to 1."""
    return _SOURCE.random()
