"""Tokens as signed JWTs, RS256 only (RFC 7515, RFC 7519, RFC 8725)."""

import json
import re
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError

from adapters.jose.signing_key import ALGORITHM, SigningKey
from application.ports.clock import Clock
from application.ports.tokens import AccessTokenVerifier, KeySet, TokenSigner
from domain.claims import Claims
from domain.errors import InvalidToken
from domain.tokens import ACCESS_TOKEN_TYPE, seconds

_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
# The most roles a guild can have (250), each with several long subteam names, stay below it.
_LONGEST = 65_536


class JoseTokenSigner(TokenSigner, KeySet):
    """Signs with one key and publishes its public half."""

    def __init__(self, *, signing_key: SigningKey) -> None:
        self._signing_key = signing_key
        public = signing_key.key.as_dict(private=False)
        members = {name: public[name] for name in ("kty", "n", "e")}
        self._jwks: dict[str, object] = {
            "keys": [members | {"kid": signing_key.kid, "use": "sig", "alg": ALGORITHM}]
        }

    async def sign(self, claims: Claims, *, token_type: str) -> str:
        """Give the compact JWT."""
        header = {"alg": ALGORITHM, "typ": token_type, "kid": self._signing_key.kid}
        return jwt.encode(header, claims, self._signing_key.key, algorithms=[ALGORITHM])

    def jwks(self) -> dict[str, object]:
        """Give the JWK Set."""
        return self._jwks


class JoseAccessTokenVerifier(AccessTokenVerifier):
    """Accepts what :class:`JoseTokenSigner` signed as an access token, and nothing else."""

    def __init__(
        self, *, signing_key: SigningKey, clock: Clock, issuer: str, audience: str
    ) -> None:
        self._signing_key = signing_key
        self._clock = clock
        self._expected = {"iss": issuer, "aud": audience}

    async def jti(self, access_token: str) -> str:
        """Give the ``jti``, or raise :class:`InvalidToken`."""
        if len(access_token) > _LONGEST or not _COMPACT.fullmatch(access_token):
            raise InvalidToken(reason="not a compact JWT")
        claims = self._verified_claims(access_token)
        for name, value in self._expected.items():
            if claims.get(name) != value:
                raise InvalidToken(reason=f"wrong {name}")
        exp, jti = claims.get("exp"), claims.get("jti")
        if not isinstance(exp, int) or not isinstance(jti, str):
            raise InvalidToken(reason="exp or jti is missing")
        if exp <= seconds(self._clock.now()):
            raise InvalidToken(reason="the token has expired")
        return jti

    def _verified_claims(self, access_token: str) -> dict[str, Any]:
        try:
            token = jws.deserialize_compact(
                access_token, self._signing_key.key, algorithms=[ALGORITHM]
            )
            # The signature is ours from here on, so that only our own JSON is parsed.
            header, claims = token.headers(), json.loads(token.payload)
        except (JoseError, ValueError, TypeError, RecursionError) as fault:
            # The fault's own text may carry the token: only its kind is told.
            raise InvalidToken(reason=f"signature refused: {type(fault).__name__}") from None
        # Exactly the header we write: no other typ, and nothing for anyone to interpret.
        ours = {"alg": ALGORITHM, "typ": ACCESS_TOKEN_TYPE, "kid": self._signing_key.kid}
        if header != ours:
            raise InvalidToken(reason="not an access token of ours")
        if not isinstance(claims, dict):
            raise InvalidToken(reason="the claims are no object")
        return claims
