"""The ID token (OpenID Connect Core sections 2 and 3.1.3.7)."""

import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet

from tests.conformance.checks.claims import check_claims

Claims = dict[str, Any]

_REQUIRED = {"iss", "sub", "aud", "exp", "iat"}
_EXTRAS = {
    "auth_time", "nonce", "acr", "amr", "azp", "at_hash", "c_hash", "s_hash", "nbf", "jti", "sid",
    "txn",
}  # fmt: skip
_MINUTE = 60
_YEAR = 365 * 24 * 60 * _MINUTE
_SKEW = 5 * _MINUTE


def verified_claims(id_token: str, keys: KeySet) -> Claims:
    """Check the signature by the key the header names, and give the claims."""
    token = jwt.decode(id_token, keys, algorithms=["RS256"])
    assert token.header["kid"] in {key.kid for key in keys.keys}
    return dict(token.claims)


def check_id_token(
    claims: Claims, *, issuer: str, client_id: str, nonce: str | None, warn: Callable[[str], None]
) -> None:
    """Check what every ID token must and must not say."""
    assert claims["iss"] == issuer
    audience = claims["aud"]
    assert client_id in ([audience] if isinstance(audience, str) else audience)
    assert claims.get("azp", client_id) == client_id
    assert claims.get("nonce") == nonce
    assert claims.get("acr") != ""
    _check_times(claims)
    check_claims(claims)
    _check_names(claims, warn)


def check_refreshed(refreshed: Claims, first: Claims) -> None:
    """Check the ID token of a refresh by that of the sign-in (section 12.2)."""
    for name in ("iss", "sub", "aud", "azp", "auth_time", "acr", "sid"):
        assert refreshed.get(name) == first.get(name), name
    # It may be left out, and there it was asked for anew by nobody.
    assert refreshed.get("nonce", first.get("nonce")) == first.get("nonce")
    assert refreshed["iat"] > first["iat"]


def check_hash(claims: Claims, name: str, value: str) -> None:
    """Check ``at_hash`` or ``c_hash`` where there is one (section 3.1.3.6)."""
    half = sha256(value.encode()).digest()[:16]
    expected = urlsafe_b64encode(half).rstrip(b"=").decode()
    assert claims.get(name, expected) == expected


def _check_times(claims: Claims) -> None:
    now = time.time()
    assert now < claims["exp"] < now + 50 * _YEAR
    assert abs(now - claims["iat"]) < _SKEW
    if "auth_time" in claims:
        assert isinstance(claims["auth_time"], int)
        assert now - _YEAR < claims["auth_time"] <= now


def _check_names(claims: Iterable[str], warn: Callable[[str], None]) -> None:
    unexpected = sorted(set(claims) - _REQUIRED - _EXTRAS)
    if unexpected:
        warn(f"the ID token also holds {', '.join(unexpected)}")
