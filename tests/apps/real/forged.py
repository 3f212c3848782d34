"""Tokens that Guildpass would not make, signed with its key."""

from collections.abc import Mapping
from pathlib import Path

from joserfc import jwt
from joserfc.jwk import RSAKey


def altered(
    token: str, key_file: Path, header: Mapping[str, str] | None = None, **claims: object
) -> str:
    """Give a token with another header and other claims, signed with the provider's own key."""
    key = RSAKey.import_key(key_file.read_bytes())
    read = jwt.decode(token, key)
    return jwt.encode({**read.header, **(header or {})}, read.claims | claims, key)
