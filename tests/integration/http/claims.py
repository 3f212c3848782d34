"""Tokens as a program with another JOSE library reads them."""

from typing import Any

import httpx
import jwt
from jwt.types import Options

from tests.integration.http.harness import HTTPS_ISSUER, JWKS


def claims_of(token: str) -> dict[str, Any]:
    """Read the claims without looking at the signature."""
    return dict(jwt.decode(token, options={"verify_signature": False}))


def header_of(token: str) -> dict[str, Any]:
    """Read the header."""
    return dict(jwt.get_unverified_header(token))


async def verified(
    http: httpx.AsyncClient,
    token: str,
    *,
    audience: str,
    issuer: str = HTTPS_ISSUER,
    algorithm: str = "RS256",
) -> dict[str, Any]:
    """Verify with the published keys; the test's clock stands still, so times are not compared."""
    keys = {key["kid"]: key for key in (await http.get(JWKS)).json()["keys"]}
    key = jwt.PyJWK(keys[header_of(token)["kid"]])
    checks: Options = {
        "verify_exp": False,
        "verify_iat": False,
        "require": ["exp", "iat", "sub", "iss"],
    }
    decoded = jwt.decode(
        token, key, algorithms=[algorithm], audience=audience, issuer=issuer, options=checks
    )
    return dict(decoded)
