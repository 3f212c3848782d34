"""Codes and tokens that nobody can guess."""

from collections import Counter
from math import log2

_LEAST_BITS = 128
_LEAST_ENTROPY = 96


def check_unguessable(value: str) -> None:
    """Check a length of 128 bits, and a Shannon entropy of more than 96."""
    assert len(value.encode()) * 8 >= _LEAST_BITS, "too short to be unguessable"
    shares = [count / len(value) for count in Counter(value).values()]
    entropy = -sum(share * log2(share) for share in shares) * len(value)
    assert entropy > _LEAST_ENTROPY, f"{entropy} bits of entropy"
