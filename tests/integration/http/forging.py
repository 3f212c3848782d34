"""Tokens as a forger makes them, and as one would who had our key."""

import hmac
import json
from base64 import urlsafe_b64encode
from pathlib import Path
from typing import Any

from joserfc import jws
from joserfc.jwk import RSAKey


def part(value: object) -> str:
    """Encode one part of a token; bytes as they are, anything else as JSON."""
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def our_key(key_file: str) -> RSAKey:
    """Read the key of the provider."""
    return RSAKey.import_key(Path(key_file).read_text(encoding="ascii"))


def signed(key_file: str, header: dict[str, Any], payload: object) -> str:
    """Sign anything at all with the key of the provider."""
    raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    registry = jws.JWSRegistry(algorithms=["RS256"], strict_check_header=False)
    return jws.serialize_compact(header, raw, our_key(key_file), registry=registry)


def hs256(header: dict[str, Any], payload: object, secret: bytes) -> str:
    """Sign by HMAC, which every JOSE library refuses to do with an RSA key."""
    signing_input = f"{part({**header, 'alg': 'HS256'})}.{part(payload)}"
    return f"{signing_input}.{part(hmac.digest(secret, signing_input.encode(), 'sha256'))}"


def deep(levels: int) -> bytes:
    """Give JSON that is nested this deeply."""
    return b'{"a":' * levels + b"1" + b"}" * levels
