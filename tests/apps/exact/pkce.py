"""Proof Key for Code Exchange (RFC 7636), as applications reckon it."""

from base64 import urlsafe_b64encode
from hashlib import sha256


def challenge_of(verifier: str) -> str:
    """Give the S256 challenge."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
