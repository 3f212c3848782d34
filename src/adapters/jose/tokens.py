"""Tokens as signed JWTs, RS256 only (RFC 7515, RFC 7519, RFC 8725)."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError

from adapters.jose.signing_key import ALGORITHM, SigningKey
from application.ports.clock import Clock
from application.ports.tokens import (
    AccessTokenVerifier,
    IdTokenHintVerifier,
    KeySet,
    TokenSigner,
)
from domain.access_token import AccessToken, parts_of
from domain.claims import Claims
from domain.errors import InvalidToken
from domain.id_token_hint import IdTokenHint
from domain.tokens import ACCESS_TOKEN_TYPE, ID_TOKEN_TYPE

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


class JoseTokenVerifier(AccessTokenVerifier, IdTokenHintVerifier):
    """Accepts what :class:`JoseTokenSigner` signed as the one kind of token, never the other."""

    def __init__(
        self, *, signing_key: SigningKey, clock: Clock, issuer: str, audience: str
    ) -> None:
        self._signing_key = signing_key
        self._clock = clock
        self._issuer = issuer
        self._audience = audience

    async def read(self, access_token: str) -> AccessToken:
        """Read the token, or raise :class:`InvalidToken`."""
        claims = self._verified_claims(access_token, ACCESS_TOKEN_TYPE)
        if claims.get("aud") != self._audience:
            raise InvalidToken(reason="wrong aud")
        token = _access_token(claims)
        if token.expires_at <= self._clock.now():
            raise InvalidToken(reason="the token has expired")
        return token

    async def hint(self, id_token: str) -> IdTokenHint:
        """Read the hint, or raise :class:`InvalidToken`."""
        claims = self._verified_claims(id_token, ID_TOKEN_TYPE)
        subject, client_id, sid = claims.get("sub"), claims.get("aud"), claims.get("sid")
        if not isinstance(subject, str) or not isinstance(client_id, str):
            raise InvalidToken(reason="sub or aud is missing")
        return IdTokenHint(
            subject=subject, client_id=client_id, sid=sid if isinstance(sid, str) else None
        )

    def _verified_claims(self, token: str, token_type: str) -> dict[str, Any]:
        if len(token) > _LONGEST or not _COMPACT.fullmatch(token):
            raise InvalidToken(reason="not a compact JWT")
        claims = self._claims_of_ours(token, token_type)
        if claims.get("iss") != self._issuer:
            raise InvalidToken(reason="wrong iss")
        return claims

    def _claims_of_ours(self, token: str, token_type: str) -> dict[str, Any]:
        try:
            signed = jws.deserialize_compact(token, self._signing_key.key, algorithms=[ALGORITHM])
            # The signature is ours from here on, so that only our own JSON is parsed.
            header, claims = signed.headers(), json.loads(signed.payload)
        except (JoseError, ValueError, TypeError, RecursionError) as fault:
            # The fault's own text may carry the token: only its kind is told.
            raise InvalidToken(reason=f"signature refused: {type(fault).__name__}") from None
        # Exactly the header we write: no other typ, and nothing for anyone to interpret.
        ours = {"alg": ALGORITHM, "typ": token_type, "kid": self._signing_key.kid}
        if header != ours:
            raise InvalidToken(reason=f"not a token of ours of the type {token_type}")
        if not isinstance(claims, dict):
            raise InvalidToken(reason="the claims are no object")
        return claims


def _access_token(claims: dict[str, Any]) -> AccessToken:
    iat, exp, jti, scope = (claims.get(name) for name in ("iat", "exp", "jti", "scope"))
    if not isinstance(iat, int) or not isinstance(exp, int):
        raise InvalidToken(reason="iat or exp is missing")
    if not isinstance(jti, str) or not isinstance(scope, str):
        raise InvalidToken(reason="jti or scope is missing")
    grant_id, unique = parts_of(jti)
    return AccessToken(
        grant_id=grant_id,
        unique=unique,
        scope=frozenset(scope.split(" ")),
        issued_at=datetime.fromtimestamp(iat, UTC),
        expires_at=datetime.fromtimestamp(exp, UTC),
    )
