"""Key files that cannot be used, and what is said of each (F-32)."""

import json

from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from tests.integration.jose_tokens import a_key, pem_of, public_pem_of
from tests.integration.key_directories import entry

P256_PEM = ec.generate_private_key(ec.SECP256R1()).private_bytes(
    Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
)
P384_PEM = ec.generate_private_key(ec.SECP384R1()).private_bytes(
    Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
)
ED25519_PEM = ed25519.Ed25519PrivateKey.generate().private_bytes(
    Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
)
RSA_PEM = pem_of(a_key())
WRITTEN = "is not written as a key file is"

WRONG: dict[str, tuple[bytes, str]] = {
    "empty": (b"", WRITTEN),
    "garbage": (b"\xff\x00canary-of-garbage", WRITTEN),
    "half written": (json.dumps(entry(RSA_PEM)).encode()[:700], WRITTEN),
    "deeply nested": (b"[" * 60_000, WRITTEN),
    "a PEM file": (RSA_PEM, "is a PEM file"),
    "no times": (json.dumps(entry(RSA_PEM, signs_from=None)).encode(), WRITTEN),
    "a time without a zone": (
        json.dumps(entry(RSA_PEM, signs_from="2026-11-24T12:00:00")).encode(),
        WRITTEN,
    ),
    "an unknown name": (json.dumps(entry(RSA_PEM, passphrase="canary")).encode(), WRITTEN),
    "an unknown algorithm": (json.dumps(entry(RSA_PEM, "RS1")).encode(), WRITTEN),
    "a shared secret": (json.dumps(entry(b"canary", "HS256")).encode(), WRITTEN),
    "no key": (json.dumps(entry(b"canary")).encode(), "holds no PEM private key"),
    "public only": (
        json.dumps(entry(public_pem_of(a_key()))).encode(),
        "holds no PEM private key",
    ),
    "encrypted": (
        json.dumps(entry(pem_of(a_key(), BestAvailableEncryption(b"pass")))).encode(),
        "is encrypted",
    ),
    "short RSA": (json.dumps(entry(pem_of(a_key(bits=1024)))).encode(), "2048 bits"),
    "short RSA for PS256": (
        json.dumps(entry(pem_of(a_key(bits=1024)), "PS256")).encode(),
        "2048 bits",
    ),
    "EC for RS256": (json.dumps(entry(P256_PEM)).encode(), "is not an RSA key"),
    "RSA for ES256": (json.dumps(entry(RSA_PEM, "ES256")).encode(), "on P-256"),
    "another curve": (json.dumps(entry(P384_PEM, "ES256")).encode(), "on P-256"),
    "Ed25519 for ES256": (json.dumps(entry(ED25519_PEM, "ES256")).encode(), "on P-256"),
    "RSA for EdDSA": (json.dumps(entry(RSA_PEM, "EdDSA")).encode(), "not an Ed25519 key"),
    "another name": (json.dumps(entry(RSA_PEM)).encode(), "must be named"),
    "too long": (json.dumps(entry(RSA_PEM, x="y" * 70_000)).encode(), "longer than any key"),
}
