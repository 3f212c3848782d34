"""Opaque random values: only their digest is ever kept (RFC 6749 section 10.3)."""

import re
from base64 import urlsafe_b64encode
from hashlib import sha256

_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")


def digest(value: str) -> str:
    """SHA-256 of a value, base64url without padding: 43 characters."""
    return urlsafe_b64encode(sha256(value.encode()).digest())[:-1].decode()


def digest_of_ours(value: str | None) -> str | None:
    """Give the digest a value of ours would be kept under; None if it cannot be one of ours."""
    return digest(value) if value is not None and is_opaque_token(value) else None


def is_opaque_token(value: str) -> bool:
    """Tell whether a value has the shape of our 256-bit tokens, so that it may be looked up."""
    return _SHAPE.fullmatch(value) is not None
