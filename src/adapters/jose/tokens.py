"""Tokens as signed JWTs (RFC 7515, RFC 7519, RFC 8725)."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import BadSignatureError, JoseError, UnsupportedAlgorithmError
from joserfc.jws import JWSRegistry

from adapters.jose.key_ring import JoseKeyRing
from adapters.jose.signing_key import SigningKey
from application.ports.clock import Clock
from application.ports.tokens import (
    AccessTokenVerifier,
    IdTokenHintVerifier,
    SigningUnavailable,
    TokenSigner,
)
from domain.access_token import AccessToken, parts_of
from domain.claims import Claims
from domain.errors import InvalidToken
from domain.id_token_hint import IdTokenHint
from domain.signing_algorithm import SigningAlgorithm
from domain.tokens import ACCESS_TOKEN_TYPE, ID_TOKEN_TYPE

_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
# The most roles a guild can have (250), each with several long subteam names, stay below it.
_LONGEST = 65_536


class _OneAlgorithm(JWSRegistry):
    """Allows the algorithm of one key and no other.

    The library's own way would warn of the name EdDSA, which RFC 9864 replaces, at each token;
    the new name is not yet known to applications.
    """

    def __init__(self, alg: SigningAlgorithm) -> None:
        super().__init__(algorithms=[alg])
        self._alg = alg

    def get_alg(self, name: str) -> Any:  # noqa: ANN401 - its class has no public name
        """Give it, or refuse."""
        if name != self._alg:
            raise UnsupportedAlgorithmError("not the algorithm of this key")
        return self.algorithms[name]


_REGISTRIES = {alg: _OneAlgorithm(alg) for alg in SigningAlgorithm}


class JoseTokenSigner(TokenSigner):
    """Signs with the key of the ring whose time it is."""

    def __init__(self, *, keys: JoseKeyRing) -> None:
        self._keys = keys

    async def sign(self, claims: Claims, *, token_type: str, algorithm: SigningAlgorithm) -> str:
        """Give the compact JWT."""
        key = self._keys.signing_key(algorithm)
        if key is None:
            raise SigningUnavailable(f"there is no key for {algorithm}")
        try:
            return jwt.encode(
                _header(key, token_type), claims, key.key, registry=_REGISTRIES[algorithm]
            )
        except (JoseError, OSError, MemoryError) as fault:
            raise SigningUnavailable(type(fault).__name__) from fault


def _header(key: SigningKey, token_type: str) -> dict[str, Any]:
    return {"alg": str(key.record.alg), "typ": token_type, "kid": key.kid}


class JoseTokenVerifier(AccessTokenVerifier, IdTokenHintVerifier):
    """Accepts what :class:`JoseTokenSigner` signed as the one kind of token, never the other."""

    def __init__(self, *, keys: JoseKeyRing, clock: Clock, issuer: str) -> None:
        self._keys = keys
        self._clock = clock
        self._issuer = issuer

    async def read(self, access_token: str) -> AccessToken:
        """Read the token, or raise :class:`InvalidToken`."""
        token = _access_token(self._verified_claims(access_token, ACCESS_TOKEN_TYPE))
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
            claims = self._read(token, token_type)
        except (JoseError, ValueError, TypeError, RecursionError) as fault:
            # The fault's own text may carry the token: only its kind is told.
            raise InvalidToken(reason=f"signature refused: {type(fault).__name__}") from None
        if not isinstance(claims, dict):
            raise InvalidToken(reason="the claims are no object")
        return claims

    def _read(self, token: str, token_type: str) -> object:
        signed = jws.extract_compact(token.encode())
        header = signed.headers()
        key = self._keys.verifying_key(header["kid"]) if "kid" in header else None
        # Exactly the header we write with that key: no other typ, nothing for anyone to interpret.
        if key is None or header != _header(key, token_type):
            raise InvalidToken(reason=f"not a token of ours of the type {token_type}")
        if not jws.validate_compact(signed, key.key, registry=_REGISTRIES[key.record.alg]):
            raise BadSignatureError
        # The signature is ours from here on, so that only our own JSON is parsed.
        return json.loads(signed.payload)


def _access_token(claims: dict[str, Any]) -> AccessToken:
    iat, exp, aud = (claims.get(name) for name in ("iat", "exp", "aud"))
    jti, scope = claims.get("jti"), claims.get("scope")
    if not isinstance(iat, int) or not isinstance(exp, int):
        raise InvalidToken(reason="iat or exp is missing")
    if not isinstance(aud, str):
        raise InvalidToken(reason="aud is missing or not one alone")
    if not isinstance(jti, str) or not isinstance(scope, str):
        raise InvalidToken(reason="jti or scope is missing")
    grant_id, unique = parts_of(jti)
    return AccessToken(
        grant_id=grant_id,
        unique=unique,
        audience=aud,
        scope=frozenset(scope.split(" ")),
        issued_at=datetime.fromtimestamp(iat, UTC),
        expires_at=datetime.fromtimestamp(exp, UTC),
    )
