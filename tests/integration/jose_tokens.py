"""A signer and its verifier, keys, and hand-made tokens to attack them with."""

import base64
import json
from enum import Enum
from functools import cache
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from adapters.jose.signing_key import SigningKey
from adapters.jose.tokens import JoseTokenSigner, JoseTokenVerifier
from domain.errors import InvalidToken
from domain.signing_algorithm import SigningAlgorithm
from domain.tokens import ID_TOKEN_TYPE, seconds
from tests.fakes.clock import FakeClock
from tests.key_rings import ring_of

ISSUER = "https://id.example.org"
AUDIENCE = "club-services"
SUBJECT = "80351110224678912"


@cache
def a_key(number: int = 0, bits: int = 2048) -> rsa.RSAPrivateKey:
    """Give an RSA key; each number has its own, made once."""
    del number
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def pem_of(
    key: rsa.RSAPrivateKey,
    encryption: KeySerializationEncryption | None = None,
    form: PrivateFormat = PrivateFormat.PKCS8,
) -> bytes:
    """Give the private key as PEM."""
    return key.private_bytes(Encoding.PEM, form, encryption or NoEncryption())


def public_pem_of(key: rsa.RSAPrivateKey) -> bytes:
    """Give the public key as PEM."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def b64(data: bytes) -> str:
    """Encode as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unsigned_number(number: int) -> str:
    """Encode a number as a JWK does (RFC 7518 section 2)."""
    return b64(number.to_bytes((number.bit_length() + 7) // 8, "big"))


def raw_token(header: bytes, payload: bytes, key: rsa.RSAPrivateKey | None = None) -> str:
    """Sign any two parts, or leave the signature a guess."""
    signed = f"{b64(header)}.{b64(payload)}"
    if key is None:
        return f"{signed}.{b64(b'x' * 256)}"
    return f"{signed}.{b64(key.sign(signed.encode(), padding.PKCS1v15(), SHA256()))}"


def as_json(value: object) -> bytes:
    """Encode as JSON."""
    return json.dumps(value).encode()


class Absent(Enum):
    """Stands for a member that is left out."""

    LEFT_OUT = "left out"


LEFT_OUT = Absent.LEFT_OUT
OURS, FOREIGN = a_key(), a_key(1)
KEY = SigningKey.from_pem(pem_of(OURS))
CLOCK = FakeClock()
RING = ring_of(KEY, clock=CLOCK)
SIGNER = JoseTokenSigner(keys=RING)
VERIFIER = JoseTokenVerifier(keys=RING, clock=CLOCK, issuer=ISSUER)
HEADER: dict[str, Any] = {"alg": "RS256", "typ": "at+jwt", "kid": KEY.kid}
CLAIMS: dict[str, Any] = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "sub": SUBJECT,
    "scope": "openid roles",
    "jti": "grant.1",
    "iat": seconds(CLOCK.now()),
    "exp": seconds(CLOCK.now()) + 60,
}

HINT_HEADER = {**HEADER, "typ": ID_TOKEN_TYPE}
HINT_CLAIMS: dict[str, Any] = {
    "iss": ISSUER,
    "aud": "dashboard",
    "sub": SUBJECT,
    "iat": seconds(CLOCK.now()),
    "exp": seconds(CLOCK.now()) + 60,
    "auth_time": seconds(CLOCK.now()),
}


def changed(original: dict[str, Any], **changes: object) -> bytes:
    """Give the object as JSON, with these members in place of its own."""
    return as_json({k: v for k, v in {**original, **changes}.items() if v is not LEFT_OUT})


def ours(payload: bytes) -> str:
    """Sign any payload with our key and header."""
    return raw_token(as_json(HEADER), payload, OURS)


async def sign(claims: dict[str, Any], token_type: str = "at+jwt") -> str:
    """Sign as an access token is signed."""
    return await SIGNER.sign(claims, token_type=token_type, algorithm=SigningAlgorithm.RS256)


async def assert_refused(token: str) -> None:
    """Fail unless the token is invalid and nothing else."""
    with pytest.raises(InvalidToken) as caught:
        await VERIFIER.read(token)
    # What is told to the log holds nothing of the token, and the fault with its text is gone.
    assert len(caught.value.reason) < 80
    assert caught.value.__cause__ is None
    for part in (part for part in token.split(".") if len(part) > len("aaaaaaaa")):
        assert part not in caught.value.reason


def a_hint(**changes: object) -> str:
    """Sign an ID token with our key and header, with these claims in place of its own."""
    return raw_token(as_json(HINT_HEADER), changed(HINT_CLAIMS, **changes), OURS)


async def assert_no_hint(token: str) -> None:
    """Fail unless it is refused, and nothing of it is told."""
    with pytest.raises(InvalidToken) as caught:
        await VERIFIER.hint(token)
    assert len(caught.value.reason) < 80
    assert caught.value.__cause__ is None
    for part in (part for part in token.split(".") if len(part) > len("aaaaaaaa")):
        assert part not in caught.value.reason


def repr_of(value: object) -> str:
    """Name a case by what it is, in short."""
    return repr(value)[:60]
