"""The published keys (RFC 7517)."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from joserfc.jwk import KeySet

_BASE64URL = re.compile(r"[A-Za-z0-9_-]+")
_PUBLIC = {"RSA": ("n", "e"), "EC": ("crv", "x", "y"), "OKP": ("crv", "x")}
_SECRET = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}
_ALGORITHMS = {"RS256", "PS256", "ES256", "EdDSA", "Ed25519"}


def check_keys(published: Mapping[str, Any], warn: Callable[[str], None]) -> KeySet:
    """Check that every key has a name of its own, is well formed and public; give them."""
    keys: list[dict[str, Any]] = published["keys"]
    assert keys, "no key is published"
    kids = [key["kid"] for key in keys]
    assert all(isinstance(kid, str) and kid.strip() for kid in kids), kids
    assert len(set(kids)) == len(kids), kids
    for key in keys:
        _check_key(key, warn)
    return KeySet.import_key_set({"keys": keys})


def _check_key(key: dict[str, Any], warn: Callable[[str], None]) -> None:
    assert not _SECRET & key.keys(), "a private or symmetric key is published"
    if key["kty"] not in _PUBLIC or key.get("alg", "RS256") not in _ALGORITHMS:
        warn(f"a key of an unknown kind is published: {key['kty']} {key.get('alg')}")
        return
    for name in _PUBLIC[key["kty"]]:
        assert _BASE64URL.fullmatch(key[name].replace("P-256", "P256")), f"{name} is malformed"
