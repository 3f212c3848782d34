"""The logout request and its token (OpenID Connect Back-Channel Logout sections 2.4 and 2.5)."""

import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from joserfc import jwt
from joserfc.jwk import KeySet

from tests.conformance.applications import Post
from tests.conformance.markup import FORM_TYPE

_EVENT = "http://schemas.openid.net/event/backchannel-logout"
_KNOWN = {"iss", "sub", "aud", "iat", "exp", "jti", "events", "sid"}
_CREDENTIALS = {"authorization", "cookie"}
_TWO_MINUTES = 120


def logout_token_of(post: Post, warn: Callable[[str], None]) -> str:
    """Check the request, and give the token: its one field."""
    assert post.headers["content-type"].partition(";")[0].strip() == FORM_TYPE
    assert not _CREDENTIALS & post.headers.keys()
    ((name, token),) = parse_qsl(post.body.decode("ascii"), strict_parsing=True)
    assert name == "logout_token"
    if post.tls != "TLSv1.3":
        warn(f"the application was called by {post.tls}")
    return token


def verified_logout_claims(token: str, keys: KeySet) -> dict[str, Any]:
    """Check signature and header, and give the claims."""
    decoded = jwt.decode(token, keys, algorithms=["RS256"])
    assert decoded.header["typ"] == "logout+jwt"
    assert decoded.header["kid"] in {key.kid for key in keys.keys}
    return dict(decoded.claims)


def check_logout_claims(
    claims: Mapping[str, Any],
    *,
    id_token: Mapping[str, Any],
    client_id: str,
    warn: Callable[[str], None],
) -> None:
    """Check that the token ends the session of this ID token, at this client, now."""
    assert claims["iss"] == id_token["iss"]
    assert claims["aud"] in (client_id, [client_id])
    assert claims["events"] == {_EVENT: {}}
    assert claims["sid"] == id_token["sid"]
    assert claims["sub"] == id_token["sub"]
    assert isinstance(claims["jti"], str)
    assert claims["jti"].strip()
    # What would make an ID token of it.
    assert "nonce" not in claims
    _check_times(claims["iat"], claims["exp"])
    unexpected = sorted(claims.keys() - _KNOWN)
    if unexpected:
        warn(f"the logout token also holds {', '.join(unexpected)}")


def _check_times(iat: object, exp: object) -> None:
    now = time.time()
    assert isinstance(iat, int)
    assert isinstance(exp, int)
    assert now - _TWO_MINUTES < iat <= now < exp <= iat + _TWO_MINUTES
